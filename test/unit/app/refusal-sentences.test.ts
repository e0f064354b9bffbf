import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errors as en } from "#app/i18n/en/errors.ts";
import { errors as vi } from "#app/i18n/vi/errors.ts";
import { EVENTS } from "#domain/event/catalogue.ts";
import { ACTIONS } from "#domain/policy/can.ts";
import { toRefusalStatus } from "#domain/refusal-status.ts";

const ROOT = join(import.meta.dirname, "../../..");

function listTexts(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => readFileSync(join(ROOT, folder, name), "utf8"));
}

const lines = ["server", "db/dialects", "app/http", "app/routes"]
  .flatMap(listTexts)
  .flatMap((text) => text.split("\n"));
const listMatches = (found: readonly string[], pattern: RegExp): string[] =>
  found.flatMap((line) => [...line.matchAll(pattern)].map((match) => match[1] ?? ""));

// A code is thrown where it stands, or returned by a check and thrown elsewhere: then its noun tells what it is.
const nouns = new Set(listMatches(lines, /new Refusal\("([a-z-]+)\./g));
const others = new Set<string>([...Object.keys(EVENTS), ...ACTIONS]);
const telling = lines.filter((line) =>
  /new Refusal\(|\bcode: |^\s*\| "|\breturn "|^\s*\): "|^\s+"[^"]+",?$/.test(line),
);
const codes = [...new Set(listMatches(telling, /(?<!action: )"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/g))]
  .filter((text) => nouns.has(text.split(".")[0] ?? "") && !others.has(text))
  .sort();

function findSentence(catalogue: object, code: string): unknown {
  return code
    .split(".")
    .reduce<unknown>((group, key) => (group as Record<string, unknown> | undefined)?.[key], catalogue);
}

test("the search finds every way in which a code is written", () => {
  expect(codes).toEqual(
    expect.arrayContaining([
      "thing.absent",
      "score.off-step",
      "score.not-an-integer",
      "score.too-many-decimals",
      "import.out-of-range",
      "evidence.encrypted",
      "evidence.unreadable",
      "sign-in.wrong",
      "session.csrf-missing",
    ]),
  );
});

describe.each(codes)("%s", (code) => {
  test("has its sentence in both languages", () => {
    for (const catalogue of [vi, en]) expect(findSentence(catalogue.refusal, code)).toEqual(expect.any(String));
  });
});

test("no sentence stands for a code that nothing throws", () => {
  const spoken = Object.entries(vi.refusal).flatMap(([noun, reasons]) =>
    typeof reasons === "string" ? [] : Object.keys(reasons).map((reason) => `${noun}.${reason}`),
  );
  expect(spoken.filter((code) => !codes.includes(code))).toEqual([]);
});

const STATUSES: Readonly<Record<number, RegExp>> = {
  401: /\.signed-out$/,
  403: /^(two-persons|fresh-eyes)\.|\.(forbidden|csrf-missing|needs-second-person)$/,
  404: /\.absent$/,
  409: new RegExp(
    "-(moved|conflict|taken)$|\\.(exists|taken|frozen|facts-differ|id-reused|other-(state|phase)|no-such-move|" +
      "not-ready|not-opened|not-stored|not-witnessed|items-not-final|seals-missing|evidence-not-frozen|" +
      "nothing-to-(withdraw|reaffirm)|evidence-unsettled|too-late|is-hidden|is-shown|" +
      "before-due|calendar-incomplete|cases-open|change-settled|few-experts|no-approval|no-panel|no-policy|" +
      "not-frozen|opened-items|past-grace)$",
  ),
  413: /\.too-large$/,
  429: /\.throttled$/,
  503: /\.(busy|stopped)$/,
  507: /\.full$/,
};

test.each(codes)("%s has the status of its kind, 422 when it is about the value that was sent", (code) => {
  const kinds = Object.entries(STATUSES).filter(([, pattern]) => pattern.test(code));
  expect(kinds.length).toBeLessThanOrEqual(1);
  expect(toRefusalStatus(code)).toBe(Number(kinds[0]?.[0] ?? 422));
});
