import { describe, expect, test } from "vitest";
import { aggregateScores, type StandingScore } from "#domain/scoring/aggregate-scores.ts";
import type { AggregationRule } from "#domain/framework/framework.ts";

/** Scores in points, in the order of sealing; with levels where the rule looks at them. */
const standing = (points: readonly number[], levels: readonly number[] = []): StandingScore[] =>
  points.map((one, at) => ({ value: { state: "number", milliPoints: one * 1000 }, level: levels[at] ?? null }));

const points = (value: number) => ({ value: { state: "number", milliPoints: value * 1000 }, reason: null });
const nothing = (reason: string) => ({ value: null, reason });

test.each<[rule: AggregationRule, given: StandingScore[], expected: object]>([
  ["median", standing([1, 9, 2]), points(2)],
  ["median", standing([1, 2.001]), points(1.501)],
  ["mean", standing([1, 2, 2.001]), points(1.667)],
  ["trimmed-mean", standing([0, 4, 5, 20]), points(4.5)],
  ["trimmed-mean", standing([0, 4]), points(2)],
  ["majority-level", standing([4, 5, 9], [1, 1, 2]), points(4.5)],
  ["majority-level", standing([4, 9], [1, 2]), nothing("tie")],
  ["nearest-to-third", standing([10, 20, 12]), points(10)],
  ["nearest-to-third", standing([10, 20, 16]), points(20)],
  ["nearest-to-third", standing([10, 20, 15]), nothing("tie")],
  ["nearest-to-third", standing([10, 10, 15]), points(10)],
  ["nearest-to-third", standing([10, 20]), nothing("needs-third")],
  ["chair", standing([10, 20]), nothing("chair-decides")],
  ["mean", [], nothing("no-scores")],
])("%s of %j", (rule, given, expected) => expect(aggregateScores(rule, given)).toEqual(expected));

describe("states", () => {
  const of = (...states: ("blank" | "not-applicable" | "no-evidence")[]): StandingScore[] =>
    states.map((state) => ({ value: { state }, level: null }));

  test.each([
    ["no evidence beside points is 0", [...of("no-evidence"), ...standing([10])], points(5)],
    [
      "no evidence from all stays so",
      of("no-evidence", "no-evidence"),
      { value: { state: "no-evidence" }, reason: null },
    ],
    ["blank is left out", [...of("blank"), ...standing([10])], points(10)],
    ["blank alone is no score", of("blank"), nothing("no-scores")],
    ["not applicable from all", of("not-applicable", "blank"), { value: { state: "not-applicable" }, reason: null }],
    ["not applicable from some", [...of("not-applicable"), ...standing([0])], nothing("not-unanimous")],
  ])("%s", (_what, given, expected) => expect(aggregateScores("mean", given)).toEqual(expected));
});
