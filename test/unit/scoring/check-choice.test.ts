import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkChoice } from "#domain/scoring/check-choice.ts";
import { checkScore, type ScoredIndicator } from "#domain/scoring/check-score.ts";
import { EMPTY_CHOICE, NO_DETAIL, type ScoreChoice } from "#domain/scoring/choice.ts";
import { computeRatioMilliPoints, type Rubric } from "#domain/scoring/rubric.ts";

const text = { vi: "t", en: "t" };
const share = (numerator: number, denominator: number) => ({ numerator, denominator });
const rubrics = {
  range: {
    kind: "range",
    levels: [
      { level: 0, name: text, descriptor: text, fromMilliPoints: 0, toMilliPoints: 4_000 },
      { level: 1, name: text, descriptor: text, fromMilliPoints: 4_500, toMilliPoints: 10_000 },
    ],
  },
  grade: {
    kind: "grade",
    levels: [
      { level: 0, name: text, descriptor: text, share: share(0, 1) },
      { level: 1, name: text, descriptor: text, share: share(1, 1) },
    ],
  },
  checklist: {
    kind: "checklist",
    parts: [
      { code: "a", name: text, descriptor: text, share: share(3, 10) },
      { code: "b", name: text, descriptor: text, share: share(7, 10) },
    ],
  },
  ratio: { kind: "ratio", numerator: text, denominator: text },
} as const satisfies Record<string, Rubric>;

const indicatorOf = (kind: keyof typeof rubrics): ScoredIndicator => ({
  maxMilliPoints: 10_000,
  stepMilliPoints: 500,
  rubric: rubrics[kind],
});
const pick = (choice: Partial<ScoreChoice>): ScoreChoice => ({ ...EMPTY_CHOICE, ...choice });
const points = (milliPoints: number) => ({ state: "number", milliPoints }) as const;
const codesOf = (kind: keyof typeof rubrics, choice: Partial<ScoreChoice>): string[] =>
  checkChoice(indicatorOf(kind), pick(choice)).map(({ code }) => code);

describe("a first choice", () => {
  test("of nothing is none", () => {
    for (const kind of ["range", "grade", "checklist", "ratio"] as const) {
      expect(codesOf(kind, {})).toEqual(["choice.empty"]);
    }
    expect(codesOf("checklist", { parts: [] })).toEqual(["choice.empty"]);
  });

  test("may be a level without points, and points beside the level", () => {
    expect(codesOf("range", { level: 1 })).toEqual([]);
    expect(codesOf("range", { level: 0, value: points(9_000) })).toEqual([]);
    expect(codesOf("grade", { level: 1 })).toEqual([]);
  });

  test("names a level and a part that the rubric has", () => {
    expect(codesOf("range", { level: 2 })).toEqual(["score.unknown-level"]);
    expect(codesOf("ratio", { level: 0 })).toEqual(["score.unknown-level"]);
    expect(codesOf("checklist", { parts: ["c"], value: points(3_000) })).toEqual(["score.unknown-part"]);
  });

  test("keeps to the maximum and the step", () => {
    expect(codesOf("range", { value: points(10_500) })).toEqual(["score.above-maximum"]);
    expect(codesOf("range", { value: points(-500) })).toEqual(["score.below-zero"]);
    expect(codesOf("range", { value: points(700) })).toEqual(["score.off-step"]);
  });

  test("may say that the indicator does not apply, or that there is no evidence", () => {
    for (const state of ["not-applicable", "no-evidence"] as const) {
      expect(codesOf("range", { value: { state } })).toEqual([]);
      expect(codesOf("ratio", { value: { state }, ratio: { a: 1, b: 2 } })).toEqual(["score.detail-without-points"]);
    }
  });

  test("that is a whole score is one for every score that may be given", () => {
    const scores = fc.oneof(
      fc.subarray(["a", "b"]).map((parts) => ({
        kind: "checklist" as const,
        choice: {
          ...NO_DETAIL,
          parts,
          value: points(parts.reduce((sum, code) => sum + (code === "a" ? 3_000 : 7_000), 0)),
        },
      })),
      fc.record({ a: fc.nat(5_000), b: fc.integer({ min: 1, max: 5_000 }) }).map((ratio) => ({
        kind: "ratio" as const,
        choice: { ...NO_DETAIL, ratio, value: points(computeRatioMilliPoints(ratio, 10_000)) },
      })),
      fc.nat(20).map((steps) => ({
        kind: "range" as const,
        choice: { ...NO_DETAIL, level: steps > 8 ? 1 : 0, value: points(steps * 500) },
      })),
    );
    fc.assert(
      fc.property(scores, ({ kind, choice }) => {
        expect(checkScore({ indicator: indicatorOf(kind), ...choice })).toEqual([]);
        expect(checkChoice(indicatorOf(kind), choice)).toEqual([]);
      }),
    );
  });
});
