import { describe, expect, test } from "vitest";
import { checkScore } from "#domain/scoring/check-score.ts";
import { checkRubric, computeRatioMilliPoints, findLevel, rubricSchema } from "#domain/scoring/rubric.ts";
import type { Rubric } from "#domain/scoring/rubric.ts";

const text = { vi: "chữ", en: "text" };
const range: Rubric = {
  kind: "range",
  levels: [
    { level: 0, name: text, descriptor: text, fromMilliPoints: 0, toMilliPoints: 2000 },
    { level: 1, name: text, descriptor: text, fromMilliPoints: 2500, toMilliPoints: 10_000 },
  ],
};
const grade: Rubric = {
  kind: "grade",
  levels: [
    { level: 0, name: text, descriptor: text, share: { numerator: 0, denominator: 1 } },
    { level: 1, name: text, descriptor: text, share: { numerator: 1, denominator: 2 } },
    { level: 2, name: text, descriptor: text, share: { numerator: 1, denominator: 1 } },
  ],
};
const checklist: Rubric = {
  kind: "checklist",
  parts: [
    { code: "1", name: text, descriptor: text, share: { numerator: 1, denominator: 4 } },
    { code: "2", name: text, descriptor: text, share: { numerator: 3, denominator: 4 } },
  ],
};
const ratio: Rubric = { kind: "ratio", numerator: text, denominator: text };

function makeIndicator(rubric: Rubric | null) {
  return { maxMilliPoints: 10_000, stepMilliPoints: 500, rubric };
}
function listCodes(rubric: Rubric | null, milliPoints: number, choice: object = {}) {
  const value = { state: "number" as const, milliPoints };
  return checkScore({ indicator: makeIndicator(rubric), value, ...choice }).map((problem) => problem.code);
}

describe("a score by its rubric", () => {
  test.each([range, grade, checklist, ratio, null])("stays within 0 and the maximum ($kind)", (rubric) => {
    expect(listCodes(rubric, 10_001)).toEqual(["score.above-maximum"]);
    expect(listCodes(rubric, -1)).toEqual(["score.below-zero"]);
    expect(listCodes(rubric, 0.5)).toEqual(["score.not-an-integer"]);
  });

  test("range: on its step, inside the chosen level", () => {
    expect(listCodes(range, 2500, { level: 1 })).toEqual([]);
    expect(listCodes(range, 10_000, { level: 1 })).toEqual([]);
    expect(listCodes(range, 0, { level: 0 })).toEqual([]);
    expect(listCodes(range, 2600, { level: 1 })).toEqual(["score.off-step"]);
    expect(listCodes(range, 2500, { level: 0 })).toEqual(["score.outside-level"]);
    expect(listCodes(range, 2500, { level: 2 })).toEqual(["score.unknown-level"]);
    expect(listCodes(range, 2200)).toEqual(["score.off-step", "score.outside-level"]);
    expect(listCodes(range, 3000)).toEqual([]);
  });

  test("grade: exactly the points of a level", () => {
    expect(listCodes(grade, 5000, { level: 1 })).toEqual([]);
    expect(listCodes(grade, 5500, { level: 1 })).toEqual(["score.outside-level"]);
    expect(listCodes(grade, 5000, { level: 7 })).toEqual(["score.unknown-level"]);
    expect(listCodes(grade, 3000)).toEqual(["score.outside-level"]);
  });

  test("checklist: the sum of the parts that are met", () => {
    expect(listCodes(checklist, 10_000, { parts: ["2", "1"] })).toEqual([]);
    expect(listCodes(checklist, 0, { parts: [] })).toEqual([]);
    expect(listCodes(checklist, 5000, { parts: ["1"] })).toEqual(["score.not-the-parts"]);
    expect(listCodes(checklist, 5000, { parts: ["1", "1"] })).toEqual(["score.repeated-part"]);
    expect(listCodes(checklist, 2500, { parts: ["3"] })).toEqual(["score.unknown-part"]);
  });

  test("ratio: round-half-up of a × maximum / b, capped", () => {
    expect(listCodes(ratio, 3333, { ratio: { a: 1, b: 3 } })).toEqual([]);
    expect(listCodes(ratio, 10_000, { ratio: { a: 7, b: 3 } })).toEqual([]);
    expect(listCodes(ratio, 3334, { ratio: { a: 1, b: 3 } })).toEqual(["score.not-the-ratio"]);
    expect(listCodes(ratio, 0, { ratio: { a: 0, b: 0 } })).toEqual(["score.invalid-ratio"]);
    expect(listCodes(ratio, 0)).toEqual(["score.invalid-ratio"]);
    expect(computeRatioMilliPoints({ a: 1, b: 2 }, 5)).toBe(3);
    expect(computeRatioMilliPoints({ a: 9_007_199_254_740_991, b: 9_007_199_254_740_991 }, 60_000)).toBe(60_000);
  });

  test("a level beside a state that has no points is refused", () => {
    const indicator = makeIndicator(grade);
    expect(checkScore({ indicator, value: { state: "no-evidence" } })).toEqual([]);
    expect(checkScore({ indicator, value: { state: "blank" }, level: 0 })[0]?.code).toBe("score.detail-without-points");
  });
});

describe("a rubric by its maximum", () => {
  test("good ones have no problems, and points find their level", () => {
    for (const rubric of [range, grade, checklist, ratio]) {
      expect(rubricSchema.parse(rubric)).toEqual(rubric);
      expect(checkRubric(rubric, 10_000)).toEqual([]);
    }
    expect(findLevel(range, 2000, 10_000)).toBe(0);
    expect(findLevel(range, 2200, 10_000)).toBeNull();
    expect(findLevel(grade, 10_000, 10_000)).toBe(2);
  });

  test("a share that is no integer of milli-points is named", () => {
    const thirds = structuredClone(grade);
    if (thirds.kind === "grade" && thirds.levels[1]) thirds.levels[1].share = { numerator: 1, denominator: 3 };
    expect(checkRubric(thirds, 10_000).map((problem) => problem.path)).toEqual(["levels.1.share"]);
    expect(checkRubric(thirds, 30_000)).toEqual([]);
  });

  test("levels out of order, overlapping or short of the maximum are named", () => {
    const wrong = structuredClone(range);
    if (wrong.kind === "range" && wrong.levels[1]) Object.assign(wrong.levels[1], { level: 3, fromMilliPoints: 2000 });
    expect(checkRubric(wrong, 12_000).map((problem) => problem.path)).toEqual(["levels.1.level", "levels.1", "levels"]);
  });

  test("parts that do not add up are named", () => {
    const short = structuredClone(checklist);
    if (short.kind === "checklist") short.parts.pop();
    expect(checkRubric(short, 10_000)[0]?.message).toContain("2500");
  });
});
