import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { HeadFacts } from "#domain/event/head.ts";
import { parseFramework } from "#domain/framework/parse-framework.ts";
import { computeIndex } from "#domain/index-calculator/compute-index.ts";
import { canonicalJson, type JsonValue } from "#domain/ledger/canonical-json.ts";
import { createEvidenceCheck } from "#domain/ledger/check-evidence.ts";
import { createIndexCheck } from "#domain/ledger/check-index.ts";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { ERASED_PART } from "#domain/ledger/log-export.ts";
import { NO_DETAIL } from "#domain/scoring/choice.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import { logCreated, MadeExport } from "./make-acts.ts";
import { sha256 } from "./make-log.ts";

const FRAMEWORK = join(import.meta.dirname, "../../../db/seeds/data/frameworks/dti-922-provincial-sample.json");
const json = JSON.parse(readFileSync(FRAMEWORK, "utf8")) as JsonValue;
const parsed = parseFramework(json);
if (!parsed.ok) throw new Error("the sample framework does not parse");
const { framework } = parsed;
const A = "p_000000000000000a";
const B = "p_000000000000000b";
const points = (milliPoints: number) => ({ state: "number" as const, milliPoints });
const itemOf = (indicator: string): HeadFacts => ({
  round: "r",
  panel: "r.p1",
  entity: "hue",
  indicator,
  item: `r.hue.${indicator}`,
});

let made: MadeExport;

/** The log of a round with one panel, up to its seals. */
beforeEach(() => {
  made = new MadeExport();
  made.add(logCreated());
  const { id, version } = framework;
  const hash = computeIndex(framework, { inputs: [] }, sha256).frameworkHash;
  const document = canonicalJson(json);
  made.add({ type: "framework.imported", value: { framework: id, version, hash, document } });
  const round = { year: 2025, tier: "provincial", framework: id, version, frameworkHash: hash };
  made.add({ type: "round.created", facts: { round: "r" }, value: { ...round, calendar: {}, simulated: true } });
  const panel = { number: 1, entities: ["hue"], members: [], dueAt: "2026-02-01T00:00:00.000Z" };
  made.add({ type: "panel.created", facts: { round: "r", panel: "r.p1" }, value: panel });
});

function seal(indicator: string, actor: string, milliPoints = 10_000, expects = 0): number {
  const facts = { ...itemOf(indicator), expects };
  const value = { value: points(milliPoints), ...NO_DETAIL, level: 1, confidence: 3 };
  return made.add({ type: "score.sealed", actor, facts, value, text: { justification: "Vì văn bản nêu rõ." } });
}

function open(seals: readonly number[], batch = "r.p1.m1"): number {
  const value = { proposal: 1, seals: [...seals] };
  return made.add({ type: "batch.opened", facts: { round: "r", panel: "r.p1", batch }, value });
}

describe("seals against openings", () => {
  const verify = async () => {
    made.sign();
    return made.verify({ extraChecks: [createSealsCheck()] });
  };

  test("an opening of what stood passes, whatever was replaced or withdrawn before", async () => {
    seal("1.1", A);
    const again = seal("1.1", A, 20_000, 1);
    const other = seal("1.2", B);
    seal("1.2", A);
    made.add({ type: "score.withdrawn", actor: A, facts: { ...itemOf("1.2"), expects: 1 }, value: {} });
    seal("2.1", A);
    open([again, other]);
    const { failed, checks } = await verify();
    expect([failed, checks.at(-1)?.passed, checks.at(-1)?.notDisclosed]).toEqual([{}, 2, 0]);
  });

  test.each<[string, (seals: { old: number; first: number; second: number; foreign: number }) => number[], string]>([
    ["left out", ({ first }) => [first], "second"],
    ["named twice", ({ first, second }) => [first, second, second], "second"],
    ["replaced before", ({ old, second }) => [old, second], "old"],
    ["of another batch", ({ first, second, foreign }) => [first, second, foreign], "foreign"],
  ])("a seal that is %s is named", async (_what, choose, named) => {
    const old = seal("1.1", A);
    const seals = { old, first: seal("1.1", A, 20_000, 1), second: seal("1.2", B), foreign: seal("2.1", B) };
    open(choose(seals));
    expect((await verify()).failed).toEqual({ seals: seals[named as keyof typeof seals] });
  });

  test("an entry that is no seal, or comes later, is named", async () => {
    const first = seal("1.1", A);
    open([first, 3]);
    expect((await verify()).failed).toEqual({ seals: 3 });
    const later = made.size + 1;
    open([later]);
    seal("1.2", B);
    expect((await verify()).failed).toEqual({ seals: 3 });
  });

  test("what is withheld is counted with its reason", async () => {
    const first = seal("1.1", A);
    const second = seal("1.2", A);
    open([first, second]);
    made.show(second, { head: null, value: null, text: null });
    made.sign();
    const result = await made.verify({ extraChecks: [createSealsCheck()] });
    const reasons = [{ reason: "a seal that an opening names", count: 1 }];
    expect(result.checks.at(-1)).toEqual({ name: "seals", passed: 1, failed: null, notDisclosed: 1, reasons });
  });
});

describe("erased texts", () => {
  const erase = (entries: readonly number[]): number => {
    const value = { proposal: 1, entries: [...entries], identities: [], ground: "court-order" as const };
    return made.add({ type: "erasure.confirmed", actor: B, value });
  };

  test("count as not disclosed where an erasure names them, and are read as erased", async () => {
    const first = seal("1.1", A);
    open([first]);
    erase([first]);
    made.show(first, { text: ERASED_PART });
    made.sign();
    const { failed, checks } = await made.verify({ extraChecks: [createSealsCheck()] });
    const commitments = checks.find(({ name }) => name === "commitments");
    expect([failed, commitments?.reasons]).toEqual([{}, [{ reason: "erased", count: 1 }]]);
    expect(checks.at(-1)?.passed).toBe(1);
  });

  test("fail where none does, and so does an erased value", async () => {
    const first = seal("1.1", A);
    const second = seal("1.2", A);
    erase([first]);
    made.show(second, { text: ERASED_PART });
    made.sign();
    expect((await made.verify()).failed).toEqual({ commitments: second });
    made.lines[0] = { ...(made.lines[0] as { entry: string }), parts: { head: ERASED_PART, value: null, text: null } };
    expect((await made.verify()).failed["canonical-bytes"]).toBe(0);
  });
});

describe("projections", () => {
  const shown = (milliPoints: number | null, state: string) => ({
    item_id: "r.hue.1.1",
    actor_id: A,
    case_id: "",
    version: 1,
    state,
    seq: 4,
    value_state: milliPoints === null ? null : "number",
    milli_points: milliPoints,
    level: 1,
    confidence: 3,
    justification: "Vì văn bản nêu rõ.",
    cites: "[]",
    sealed_value_state: "number",
    sealed_milli_points: milliPoints,
    is_blind: 1,
  });
  const batch = { projection: { table: "batch", row: { id: "r.p1.m1", phase: "reconciliation" } } };

  test.each([
    ["the fold", shown(10_000, "opened"), {}],
    ["another value", shown(9_000, "opened"), { projection: 4 }],
    ["another state", shown(10_000, "kept"), { projection: 4 }],
  ])("a row that says %s", async (_what, row, failed) => {
    open([seal("1.1", A)]);
    made.sign();
    made.lines.push({ projection: { table: "score", row } }, batch);
    expect((await made.verify({ extraChecks: [createProjectionCheck()] })).failed).toEqual(failed);
  });

  test("a row that is not shown, or of no known table, fails; one of withheld acts is counted", async () => {
    const first = seal("1.1", A);
    open([first]);
    made.sign();
    made.lines.push(batch);
    const verify = () => made.verify({ extraChecks: [createProjectionCheck()] });
    expect((await verify()).failed).toEqual({ projection: 4 });
    made.lines.push({ projection: { table: "score", row: shown(10_000, "opened") } });
    made.show(first, { head: null, value: null, text: null });
    expect((await verify()).checks.at(-1)).toMatchObject({ failed: null, notDisclosed: 1 });
    made.lines.push({ projection: { table: "account", row: {} } });
    expect((await verify()).failed).toEqual({ projection: null });
  });
});

describe("the index against its recomputation", () => {
  const CODE = framework.components.find((one) => one.source === "expert")?.code ?? "";
  const decide = (milliPoints: number): number =>
    made.add({
      type: "item.finalised",
      actor: B,
      facts: { ...itemOf(CODE), expects: 0 },
      value: {
        value: points(milliPoints),
        rule: "median",
        computed: null,
        scores: "0".repeat(64),
        conclusion: "0".repeat(64),
      },
      text: { reason: "" },
    });
  const compute = (milliPoints: number) => {
    const inputs = [{ entity: "hue", code: CODE, value: points(milliPoints) }];
    return computeIndex(framework, { inputs, entities: ["hue"] }, sha256);
  };
  const record = (result: ReturnType<typeof compute>, effect: object | null = null): number => {
    const { resultHash, frameworkHash, calculatorVersion: calculator } = result;
    const facts = { round: "r", entity: "hue", item: `r.hue.${CODE}` };
    const value = { resultHash, frameworkHash, calculator, effect: effect as null };
    return made.add({ type: "index.computed", facts, value });
  };
  const verify = async () => {
    made.sign();
    return made.verify({ extraChecks: [createIndexCheck(sha256)] });
  };

  test("equal results pass, with their effect", async () => {
    decide(10_000);
    record(compute(10_000));
    decide(12_000);
    const [before, after] = [compute(10_000), compute(12_000)].map((result) => result.entities[0]);
    const ranks = { rankBefore: before?.rank ?? null, rankAfter: after?.rank ?? null };
    record(compute(12_000), { valueBefore: before?.value, valueAfter: after?.value, ...ranks });
    const { failed, checks } = await verify();
    expect([failed, checks.at(-1)?.passed]).toEqual([{}, 2]);
  });

  test("another result names its entry, also when its effect alone is another", async () => {
    decide(10_000);
    const seq = record(compute(12_000));
    expect((await verify()).failed).toEqual({ index: seq });
  });

  test("another effect names its entry", async () => {
    decide(10_000);
    record(compute(10_000));
    decide(12_000);
    const seq = record(compute(12_000), { valueBefore: 1, valueAfter: 2, rankBefore: 1, rankAfter: 1 });
    expect((await verify()).failed).toEqual({ index: seq });
  });

  test("a withheld input, result or framework is counted with its reason", async () => {
    const input = decide(10_000);
    record(compute(10_000));
    const hidden = record(compute(11_000));
    made.show(input, { value: null });
    made.show(hidden, { value: null });
    const { failed, checks } = await verify();
    const reasons = [
      { reason: "an input of a result", count: 1 },
      { reason: "a result", count: 1 },
    ];
    expect([failed, checks.at(-1)?.reasons]).toEqual([{}, reasons]);
    made.show(1, { value: null });
    const [first] = (await verify()).checks.at(-1)?.reasons ?? [];
    expect(first).toEqual({ reason: "the framework of a result", count: 1 });
  });
});

describe("evidence files", () => {
  const HASH = "ab".repeat(32);
  const OTHER = "cd".repeat(32);
  beforeEach(() => {
    const value = {
      evidence: "e1",
      position: 1,
      sha256: HASH,
      issuedOn: "2025-01-01",
      pageCount: 1,
      extraction: OTHER,
      format: "pdf" as const,
      byteCount: 3,
      replaces: null,
      supplement: null,
      signatures: [],
    };
    const text = { number: "1", name: "1", abstract: "", fileName: "1.pdf", signers: "" };
    made.add({ type: "evidence.added", facts: itemOf("1.1"), value, text });
    made.sign();
  });

  test.each([
    ["stated as named", [HASH], null, { failed: null, passed: 1, notDisclosed: 0 }],
    ["not stated", [], null, { failed: null, passed: 0, notDisclosed: 1 }],
    ["swapped on the disk", [OTHER], null, { failed: { seq: null } }],
    ["at hand", [], new Map([[HASH, HASH]]), { failed: null, passed: 1 }],
    ["not at hand", [], new Map<string, string>(), { failed: null, notDisclosed: 1 }],
    ["at hand and another", [HASH], new Map([[HASH, OTHER]]), { failed: { seq: 4 } }],
  ])("%s", async (_what, stated, files, expected) => {
    made.lines.push(...stated.map((sha256) => ({ evidence: { sha256, bytes: 3 } })));
    const { checks } = await made.verify({ extraChecks: [createEvidenceCheck(files)] });
    expect(checks.at(-1)).toMatchObject(expected);
  });
});
