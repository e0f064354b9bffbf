import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkScore, type ScoredIndicator } from "#domain/scoring/check-score.ts";
import { EMPTY_CHOICE, NO_DETAIL } from "#domain/scoring/choice.ts";
import { parseRatio, pickLevel, pickParts, pickRatio, togglePart } from "#domain/scoring/pick.ts";
import { findMissing } from "../../../app/routes/_app.items.$itemId/find-missing.ts";

const text = { vi: "t", en: "t" };
const base = { maxMilliPoints: 20_000, stepMilliPoints: 500 };
const level = (at: number, from: number, to: number) => ({
  ...{ level: at, name: text, descriptor: text },
  ...{ fromMilliPoints: from, toMilliPoints: to },
});
const range: ScoredIndicator = {
  ...base,
  rubric: { kind: "range", levels: [level(0, 0, 9_500), level(1, 10_000, 20_000)] },
};
const share = (numerator: number) => ({ numerator, denominator: 10 });
const grade: ScoredIndicator = {
  ...base,
  rubric: {
    kind: "grade",
    levels: [0, 5, 10].map((tenths, at) => ({ level: at, name: text, descriptor: text, share: share(tenths) })),
  },
};
const checklist: ScoredIndicator = {
  ...base,
  rubric: {
    kind: "checklist",
    parts: [3, 5, 2].map((tenths, at) => ({ code: "abc"[at]!, name: text, descriptor: text, share: share(tenths) })),
  },
};
const ratio: ScoredIndicator = { ...base, rubric: { kind: "ratio", numerator: text, denominator: text } };
const points = (milliPoints: number) => ({ state: "number", milliPoints }) as const;

describe("picking", () => {
  test("a level of a range gives no points, and leaves what was typed", () => {
    expect(pickLevel(range, EMPTY_CHOICE, 1)).toEqual({ ...EMPTY_CHOICE, level: 1 });
    const typed = { ...NO_DETAIL, value: points(14_000) };
    expect(pickLevel(range, typed, 1)).toEqual({ ...typed, level: 1 });
  });

  test("a level after a state that is no number takes the state back", () => {
    const before = { ...NO_DETAIL, value: { state: "not-applicable" } as const };
    expect(pickLevel(range, before, 1)).toEqual({ ...EMPTY_CHOICE, level: 1 });
  });

  test("a level of a grade is its points", () => {
    expect(pickLevel(grade, EMPTY_CHOICE, 1)).toEqual({ ...NO_DETAIL, value: points(10_000), level: 1 });
  });

  test("parts add in the rubric's order, whatever the order of the keys", () => {
    const first = togglePart(checklist, EMPTY_CHOICE, "c");
    expect(togglePart(checklist, first, "a")).toEqual({ ...NO_DETAIL, value: points(10_000), parts: ["a", "c"] });
  });

  test("no part at all is 0 when it is said, and nothing when the last one is taken back", () => {
    expect(pickParts(checklist, [])).toEqual({ ...NO_DETAIL, value: points(0), parts: [] });
    expect(togglePart(checklist, pickParts(checklist, ["b"]), "b")).toEqual(EMPTY_CHOICE);
  });

  test("every choice of parts and counts is a score that the rules take", () => {
    fc.assert(
      fc.property(fc.subarray(["a", "b", "c"]), fc.nat(9_999), fc.integer({ min: 1, max: 9_999 }), (codes, a, b) => {
        expect(checkScore({ indicator: checklist, ...pickParts(checklist, codes) })).toEqual([]);
        expect(checkScore({ indicator: ratio, ...pickRatio(ratio, { a, b }) })).toEqual([]);
      }),
    );
  });

  test("a part toggled twice changes nothing", () => {
    fc.assert(
      fc.property(fc.subarray(["a", "b", "c"], { minLength: 1 }), fc.constantFrom("a", "b", "c"), (codes, code) => {
        const before = pickParts(checklist, codes);
        expect(togglePart(checklist, togglePart(checklist, before, code), code)).toEqual(
          codes.length === 1 && codes[0] === code ? pickParts(checklist, [code]) : before,
        );
      }),
    );
  });
});

describe("counts", () => {
  test.each([
    ["12", "240", { ratio: { a: 12, b: 240 } }],
    ["1 200", "2 400", { ratio: { a: 1200, b: 2400 } }],
    ["0", "5", { ratio: { a: 0, b: 5 } }],
    ["", "5", { ratio: null }],
    ["7", "", { ratio: null }],
    ["", "", { ratio: null }],
    ["1.200", "5", { problem: "not-whole" }],
    ["1,5", "", { problem: "not-whole" }],
    ["-1", "5", { problem: "not-whole" }],
    ["1", "0", { problem: "zero-denominator" }],
  ])("%s of %s", (a, b, expected) => {
    expect(parseRatio(a, b)).toEqual(expected);
  });

  test("round half up: 1 of 3 of 20 points", () => {
    expect(pickRatio(ratio, { a: 1, b: 3 }).value).toEqual(points(6_667));
    expect(pickRatio(ratio, { a: 1, b: 32 }).value).toEqual(points(625));
    expect(pickRatio(ratio, { a: 9, b: 3 }).value).toEqual(points(20_000));
    expect(pickRatio(ratio, null)).toEqual(EMPTY_CHOICE);
  });
});

describe("what is missing", () => {
  const ballot = (choice: object) => ({ ...EMPTY_CHOICE, confidence: 3, ...choice });

  test("is named in the order of the page", () => {
    expect(findMissing(range, ballot({ confidence: null }), false)).toEqual([
      "level",
      "points",
      "confidence",
      "justification",
    ]);
    expect(findMissing(checklist, ballot({}), true)).toEqual(["parts"]);
    expect(findMissing(ratio, ballot({}), true)).toEqual(["counts"]);
    expect(findMissing(grade, ballot({}), true)).toEqual(["level"]);
  });

  test("points outside the chosen level are not enough", () => {
    expect(findMissing(range, ballot({ level: 1, value: points(9_000) }), true)).toEqual(["outside"]);
    expect(findMissing(range, ballot({ level: 1, value: points(19_000) }), true)).toEqual([]);
  });

  test("is nothing of the scale where the indicator does not apply, or there is no evidence", () => {
    for (const state of ["not-applicable", "no-evidence"]) {
      expect(findMissing(range, ballot({ value: { state } }), true)).toEqual([]);
    }
  });

  test("0 is a score", () => {
    expect(findMissing(checklist, ballot(pickParts(checklist, [])), true)).toEqual([]);
  });
});
