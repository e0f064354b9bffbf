// The verifier as one file: bundled with its style into build/client/verifier.html, which works from a disk and may
// load nothing. It shares the checks with the command line, and draws its own few elements.
import { parseVerifierKey } from "#domain/ledger/signed-note.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import { browserCrypto } from "../live/browser-crypto.ts";
import { makeElement } from "./make-element.ts";
import { showFinding } from "./show-finding.ts";
import { fill, type Language, type Texts, TEXTS } from "./texts.ts";
import { type Finding, type Trust, verifyFile } from "./verify-file.ts";

type Run =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly name: string; readonly percent: number }
  | { readonly state: "refused"; readonly reason: string }
  | { readonly state: "done"; readonly finding: Finding; readonly trust: Trust };

let language: Language = navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en";
let run: Run = { state: "idle" };
let chosen: File | null = null;

const picker = makeElement("input", { type: "file", id: "file", "aria-describedby": "file-hint" });
const key = makeElement("textarea", { id: "key", spellcheck: "false", "aria-describedby": "key-hint" });
const policy = makeElement("textarea", { id: "policy", spellcheck: "false", "aria-describedby": "policy-hint" });
const result = makeElement("section", { "aria-live": "polite", "aria-labelledby": "result" });
const app = document.getElementById("app") as HTMLElement;

// A file that was saved anew is to be chosen again: the same name is no change otherwise.
picker.addEventListener("click", () => {
  picker.value = "";
});
picker.addEventListener("change", () => {
  chosen = picker.files?.[0] ?? null;
});

function draw(): void {
  const texts = TEXTS[language];
  document.documentElement.lang = language;
  document.title = texts.title;
  app.replaceChildren(
    makeElement("header", {}, makeElement("h1", {}, texts.title), makeLanguageSwitch(texts)),
    makeElement("p", {}, texts.intro),
    makeForm(texts),
    result,
  );
  drawResult();
}

function makeLanguageSwitch(texts: Texts): HTMLElement {
  const button = (to: Language, name: string): HTMLElement => {
    const made = makeElement("button", { type: "button", lang: to, "aria-pressed": String(language === to) }, name);
    made.addEventListener("click", () => {
      language = to;
      draw();
      app.querySelector<HTMLElement>(`button[lang="${to}"]`)?.focus();
    });
    return made;
  };
  const group = { class: "row", role: "group", "aria-label": texts.language };
  return makeElement("div", group, button("vi", "Tiếng Việt"), button("en", "English"));
}

function makeForm(texts: Texts): HTMLElement {
  const drop = makeElement(
    "div",
    { class: "drop" },
    makeElement("label", { for: "file" }, texts.file),
    makeElement("p", { class: "hint", id: "file-hint" }, texts.fileHint),
    picker,
  );
  for (const type of ["dragover", "dragleave", "drop"] as const) {
    drop.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", type === "dragover");
      const file = event.dataTransfer?.files[0];
      if (type === "drop" && file !== undefined) void verify(file); // It shows what fails itself.
    });
  }
  const field = (control: HTMLTextAreaElement, label: string, hint: string): HTMLElement =>
    makeElement(
      "div",
      { class: "field" },
      makeElement("label", { for: control.id }, label),
      makeElement("p", { class: "hint", id: `${control.id}-hint` }, hint),
      control,
    );
  const form = makeElement(
    "form",
    {},
    drop,
    field(key, texts.key, texts.keyHint),
    field(policy, texts.policy, texts.policyHint),
    makeElement("p", {}, makeElement("button", { class: "main" }, texts.run)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void verify(chosen); // It shows what fails itself.
  });
  return makeElement("section", {}, form);
}

async function verify(file: File | null): Promise<void> {
  chosen = file;
  try {
    if (file === null) throw new RangeError(TEXTS[language].noFile);
    const trust = readTrust();
    const { name, size } = file;
    show({ state: "running", name, percent: 0 });
    const onRead = (bytes: number): void =>
      show({ state: "running", name, percent: Math.floor((100 * bytes) / Math.max(1, size)) });
    show({ state: "done", trust, finding: await verifyFile(browserCrypto, file, { trust, onRead }) });
  } catch (error) {
    show({ state: "refused", reason: error instanceof Error ? error.message : String(error) });
  }
}

/** @throws RangeError with what is wrong in the two fields. */
function readTrust(): Trust {
  const verifierKey = key.value.trim() === "" ? null : key.value.trim();
  if (verifierKey !== null) parseVerifierKey(browserCrypto.sha256, verifierKey);
  if (policy.value.trim() === "") return { verifierKey, policy: null };
  const parsed = parseWitnessPolicy(browserCrypto.sha256, policy.value);
  if (!parsed.ok) throw new RangeError(parsed.issues.join("; "));
  return { verifierKey, policy: parsed.policy };
}

function show(next: Run): void {
  const isSame = run.state === "running" && next.state === "running" && run.percent === next.percent;
  run = next;
  if (!isSame) drawResult();
}

function drawResult(): void {
  const texts = TEXTS[language];
  const write = (count: number): string => count.toLocaleString(language);
  result.hidden = run.state === "idle";
  const title = makeElement("h2", { id: "result" }, texts.result);
  if (run.state === "running") {
    const said = fill(texts.running, { name: run.name, percent: run.percent });
    const bar = makeElement("progress", { max: "100", value: String(run.percent), "aria-label": said });
    result.replaceChildren(title, makeElement("p", {}, said), bar);
  } else if (run.state === "refused") {
    const verdict = makeElement("p", { class: "verdict failed" }, texts.verdict.unreadable);
    result.replaceChildren(title, verdict, makeElement("p", {}, run.reason));
  } else if (run.state === "done") {
    result.replaceChildren(title, ...showFinding(run.finding, texts, { trust: run.trust, write }));
  }
}

draw();
