import type { LogCheck } from "#domain/ledger/check-tally.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import { makeElement } from "./make-element.ts";
import { fill, type Texts } from "./texts.ts";
import type { Finding, Trust } from "./verify-file.ts";

const TONES = { passed: "passed", failed: "failed", "not-disclosed": "open" } as const;

/** The verdict, what was used, and a line for each check. */
export function showFinding(finding: Finding, texts: Texts, { trust, write }: { trust: Trust; write: Writer }): Node[] {
  const tone = TONES[finding.verdict];
  return [
    makeElement("p", { class: `verdict ${tone}` }, texts.verdict[tone]),
    makeElement("p", { class: "quiet" }, trust.verifierKey === null ? texts.selfKey : texts.ownKey),
    showFacts(finding, texts, { trust, write }),
    makeElement(
      "table",
      {},
      makeElement(
        "thead",
        {},
        makeElement(
          "tr",
          {},
          makeElement("th", { scope: "col" }, texts.check),
          makeElement("th", { scope: "col" }, texts.outcome),
        ),
      ),
      makeElement(
        "tbody",
        {},
        ...finding.checks.map((check) => showCheck(check, texts, { write, scope: finding.scope })),
      ),
    ),
  ];
}

/** Writes a count in the reader's language. */
export type Writer = (count: number) => string;

function showFacts(finding: Finding, texts: Texts, { trust, write }: { trust: Trust; write: Writer }): HTMLElement {
  const { log, key, scope, entryCount, checkpoint, witnessed } = finding;
  const code = (text: string): Node => makeElement("code", {}, text);
  const facts: [string, Node | string][] = [
    [texts.log, code(log)],
    [texts.keyUsed, code(key)],
    [texts.scope, texts.scopes[scope]],
    [texts.entries, write(entryCount)],
  ];
  if (checkpoint !== null) {
    const { size, root } = checkpoint;
    facts.push([texts.checkpoint, fill(texts.checkpointText, { size: write(size), root: toHex(root) })]);
  }
  if (trust.policy !== null || witnessed !== null) {
    const said = witnessed === null ? null : fill(texts.witnessedText, { size: write(witnessed.size) });
    facts.push([texts.witnessed, said ?? texts.notWitnessed]);
  }
  const list = facts.flatMap(([name, fact]) => [makeElement("dt", {}, name), makeElement("dd", {}, fact)]);
  return makeElement("dl", {}, ...list);
}

function showCheck(
  check: LogCheck,
  texts: Texts,
  { write, scope }: { write: Writer; scope: Finding["scope"] },
): HTMLElement {
  const { name, passed, failed, notDisclosed, reasons } = check;
  const lines: Node[] = [];
  const add = (tone: string, text: string): void => void lines.push(makeElement("div", { class: tone }, text));
  if (failed !== null) {
    add("failed", failed.seq === null ? texts.failed : fill(texts.failedAt, { seq: write(failed.seq) }));
    lines.push(makeElement("div", { class: "quiet", lang: "en" }, failed.detail));
  } else if (passed > 0) add("passed", fill(texts.passed, { count: write(passed) }));
  if (notDisclosed > 0) {
    add("open", fill(texts.open, { count: write(notDisclosed) }));
    const said = reasons.map(({ reason, count }) => `${reason}: ${write(count)}`).join("; ");
    lines.push(makeElement("div", { class: "quiet", lang: "en" }, said));
  }
  if (lines.length === 0) add("quiet", texts.nothing);
  return makeElement(
    "tr",
    {},
    makeElement("th", { scope: "row" }, texts.names[`${scope}-${name}`] ?? texts.names[name] ?? name),
    makeElement("td", {}, ...lines),
  );
}
