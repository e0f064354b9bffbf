import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseFramework } from "#domain/framework/parse-framework.ts";
import { EMPTY_CHOICE, NO_DETAIL } from "#domain/scoring/choice.ts";
import { pickParts, pickRatio } from "#domain/scoring/pick.ts";
import { type ChosenValue, readChoice } from "../../../app/routes/_app.reviews.$caseId/read-choice.ts";

const FRAMEWORK = join(import.meta.dirname, "../../../db/seeds/data/frameworks/dti-922-provincial-sample.json");
const parsed = parseFramework(JSON.parse(readFileSync(FRAMEWORK, "utf8")));
const indicator = (code: string) => {
  const found = parsed.ok ? parsed.framework.components.find((one) => one.code === code) : undefined;
  if (found === undefined) throw new RangeError(`the sample has no ${code}`);
  return found;
};
const given = (over: Partial<ChosenValue>): ChosenValue => ({
  ...{ kind: "number", level: null, points: "", picked: EMPTY_CHOICE },
  ...over,
});

describe("what a fresh reviewer picked", () => {
  test("parts of a checklist give their points: 3/10 and 1/5 of 10", () => {
    const picked = pickParts(indicator("2.2"), ["1", "3"]);
    const value = { state: "number", milliPoints: 5_000 };
    expect(readChoice(indicator("2.2"), given({ picked }))).toEqual({ ...NO_DETAIL, value, parts: ["1", "3"] });
  });

  test("no part met is 0 points, and nothing picked is no score", () => {
    const picked = pickParts(indicator("2.2"), []);
    const value = { state: "number", milliPoints: 0 };
    expect(readChoice(indicator("2.2"), given({ picked }))).toEqual({ ...NO_DETAIL, value, parts: [] });
    expect(readChoice(indicator("2.2"), given({}))).toEqual({ problem: "score.blank" });
  });

  test("two counts give their share: 3 of 4 of 50 points", () => {
    const picked = pickRatio(indicator("8.3"), { a: 3, b: 4 });
    const value = { state: "number", milliPoints: 37_500 };
    expect(readChoice(indicator("8.3"), given({ picked }))).toEqual({ ...NO_DETAIL, value, ratio: { a: 3, b: 4 } });
  });

  test("a level without points is no score of a range, and the points of a grade", () => {
    expect(readChoice(indicator("2.1"), given({ level: 3, points: "" }))).toHaveProperty("problem");
    expect(readChoice(indicator("2.1"), given({ level: 3, points: "14,5" }))).toMatchObject({
      ...{ level: 3, value: { state: "number", milliPoints: 14_500 } },
    });
    expect(readChoice(indicator("1.1"), given({ level: 2 }))).toMatchObject({ level: 2, value: { state: "number" } });
  });

  test("a state without points takes nothing of what stands in the fields", () => {
    const picked = pickParts(indicator("2.2"), ["1"]);
    const choice = { ...NO_DETAIL, value: { state: "no-evidence" } };
    expect(readChoice(indicator("2.2"), given({ kind: "no-evidence", picked, level: 2 }))).toEqual(choice);
  });
});
