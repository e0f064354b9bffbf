import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computePace, estimateMinutes, type SealedBallot } from "../../../server/domain/queue/pace.ts";

/** Ballots sealed at these minutes of a day, each with so many pages. */
const ballots = (...at: readonly (readonly [minute: number, pageCount: number])[]): SealedBallot[] =>
  at.map(([minute, pageCount]) => ({
    sealedAt: new Date(Date.UTC(2026, 2, 10, 8, minute)).toISOString(),
    pageCount,
  }));

describe("a pace", () => {
  test("is the median time from ballot to ballot; the first has nothing before it", () => {
    const pace = computePace(ballots([0, 99], [10, 4], [30, 8], [46, 6]));
    expect(pace).toEqual({ minutesPerItem: 16, pagesPerItem: 6, sampleCount: 3 });
  });

  test("leaves out a pause: the day, the meal, the meeting", () => {
    const pace = computePace(ballots([0, 1], [10, 1], [30, 1], [46, 1], [46 + 90, 1], [46 + 100, 1]));
    expect(pace).toMatchObject({ minutesPerItem: 13, sampleCount: 4 });
  });

  test("cannot be told from fewer than three intervals", () => {
    expect(computePace([])).toBeNull();
    expect(computePace(ballots([0, 1], [10, 1], [20, 1]))).toBeNull();
    expect(computePace(ballots([0, 1], [0, 1], [0, 1], [0, 1], [0, 1]))).toBeNull();
  });

  test("is the same in any order", () => {
    const minutes = fc.uniqueArray(fc.tuple(fc.nat(2_000), fc.nat(300)), { selector: ([at]) => at, maxLength: 30 });
    fc.assert(
      fc.property(minutes, (at) => {
        expect(computePace(ballots(...at.toReversed()))).toEqual(computePace(ballots(...at)));
      }),
      { seed: 20261130 },
    );
  });
});

describe("an estimate", () => {
  const pace = { minutesPerItem: 16, pagesPerItem: 8, sampleCount: 5 };

  test("is the pace for an item of the usual length, half of it without any page, three times at most", () => {
    expect([8, 0, 16, 500].map((pages) => estimateMinutes(pace, pages))).toEqual([16, 8, 24, 48]);
  });

  test("does not divide by nothing, and is never nothing", () => {
    expect(estimateMinutes({ ...pace, pagesPerItem: 0 }, 40)).toBe(16);
    expect(estimateMinutes({ ...pace, minutesPerItem: 0.2 }, 0)).toBe(1);
  });
});
