import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDecimal, formatMilliPoints, parseDecimal, pointsToMilliPoints } from "#domain/scoring/milli-points.ts";
import { isSameScoreValue, scoreValueSchema } from "#domain/scoring/value.ts";

describe("score values", () => {
  test("0 points, blank, not applicable and no evidence are four different things", () => {
    const values = [
      { state: "number" as const, milliPoints: 0 },
      { state: "blank" as const },
      { state: "not-applicable" as const },
      { state: "no-evidence" as const },
    ];
    for (const [a, left] of values.entries()) {
      expect(scoreValueSchema.parse(left)).toEqual(left);
      for (const [b, right] of values.entries()) expect(isSameScoreValue(left, right)).toBe(a === b);
    }
  });

  test.each([
    [{ state: "number" }],
    [{ state: "number", milliPoints: 0.5 }],
    [{ state: "number", milliPoints: "14000" }],
    [{ state: "blank", milliPoints: 0 }],
    [{ state: "missing" }],
    [null],
    [0],
  ])("%j is no score value", (value) => {
    expect(scoreValueSchema.safeParse(value).success).toBe(false);
  });
});

describe("points", () => {
  test.each([
    ["14", 14_000],
    ["14.5", 14_500],
    ["14,5", 14_500],
    [" 0 ", 0],
    ["0.001", 1],
    ["-0", 0],
    ["-1", -1000],
    ["1.000", 1000],
    ["14.5000", 14_500],
    ["0.1", 100],
    ["1000", 1_000_000],
  ])("%s is %i milli-points", (text, milliPoints) => {
    expect(pointsToMilliPoints(text)).toEqual({ ok: true, milliPoints });
  });

  test.each(["", "14.", ".5", "1e3", "1,000.5", "1 000", "NaN", "Infinity", "0x10", "14a", "1234567890", "--1"])(
    "%j is no number",
    (text) => expect(pointsToMilliPoints(text)).toEqual({ ok: false, code: "score.not-a-number" }),
  );

  test("more than three decimals are refused, not rounded", () => {
    expect(pointsToMilliPoints("14.0005")).toEqual({ ok: false, code: "score.too-many-decimals" });
  });

  test("every number of milli-points is written and read back in both languages", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (milliPoints) => {
        for (const language of ["vi", "en"] as const) {
          expect(pointsToMilliPoints(formatMilliPoints(milliPoints, language))).toEqual({ ok: true, milliPoints });
        }
      }),
    );
  });

  test("display keeps or drops zeros as asked", () => {
    expect(formatMilliPoints(14_500, "vi")).toBe("14,5");
    expect(formatMilliPoints(14_000)).toBe("14");
    expect(formatDecimal(8000, 4, { isPadded: true })).toBe("0.8000");
    expect(formatDecimal(-5, 3)).toBe("-0.005");
    expect(parseDecimal("0.71635", 6)).toEqual({ ok: true, units: 716_350 });
    expect(() => formatDecimal(0.5, 3)).toThrow(RangeError);
  });
});
