import { describe, expect, test } from "vitest";
import { computeBootstrapInterval } from "#domain/agreement/bootstrap.ts";
import { computeGwetAcInterval } from "#domain/agreement/gwet-ac.ts";
import { computeAlpha, computeAlphaInterval } from "#domain/agreement/krippendorff-alpha.ts";
import { tabulateRatings } from "#domain/agreement/rating-table.ts";
import { makeRandom } from "../../helpers/random.ts";
import { toSeed } from "./make-ratings.ts";

const PLAN = { seed: toSeed(20_261_130), resampleCount: 1_000, level: 0.95 };

/** Units × raters: a true level for each unit, and a rater's slip now and then. */
function makeUnits(units: number, raters: number, seed: number): (number | null)[][] {
  const random = makeRandom(seed);
  return Array.from({ length: units }, () => {
    const level = random.between(0, 4);
    return Array.from({ length: raters }, () => {
      if (random.chance(0.1)) return null;
      return random.chance(0.3) ? random.between(0, 4) : level;
    });
  });
}

test("the interval of a mean is that of the normal law, nearly: mean ± 1.96 s/√n", () => {
  const values = Array.from({ length: 400 }, (_, unit) => ((unit * 7919) % 400) / 400);
  const mean = (times: Int32Array) =>
    values.reduce((sum, value, unit) => sum + value * times[unit]!, 0) / values.length;
  const { low, high, definedCount } = computeBootstrapInterval(400, PLAN, mean).value!;
  const margin = (1.96 * Math.sqrt(1 / 12)) / 20;
  expect(low).toBeCloseTo(0.49875 - margin, 2);
  expect(high).toBeCloseTo(0.49875 + margin, 2);
  expect(definedCount).toBe(1_000);
});

describe("intervals of coefficients", () => {
  const table = tabulateRatings(makeUnits(60, 5, 1), [0, 1, 2, 3, 4]);

  test("are the same from the same seed, hold the coefficient, and say what made them", () => {
    const first = computeAlphaInterval(table, "ordinal", PLAN);
    expect(computeAlphaInterval(table, "ordinal", PLAN)).toEqual(first);
    expect(computeAlphaInterval(table, "ordinal", { ...PLAN, seed: toSeed(2) })).not.toEqual(first);
    const { alpha } = computeAlpha(table, "ordinal").value!;
    expect(first.value).toMatchObject({ ...PLAN, definedCount: 1_000 });
    expect(first.value!.low).toBeLessThan(alpha);
    expect(first.value!.high).toBeGreaterThan(alpha);
  });

  test("of alpha are over the units that can be compared", () => {
    const units = makeUnits(30, 3, 9);
    const single = units.map((ratings) => ratings.map((rating, rater) => (rater === 0 ? (rating ?? 1) : null)));
    const [alone, beside] = [units, [...units, ...single]].map((rows) => tabulateRatings(rows, [0, 1, 2, 3, 4]));
    expect(computeAlphaInterval(beside!, "nominal", PLAN)).toEqual(computeAlphaInterval(alone!, "nominal", PLAN));
  });

  test("nest by level and narrow with more units", () => {
    const widthOf = (units: number, level: number): number => {
      const large = tabulateRatings(makeUnits(units, 5, 3), [0, 1, 2, 3, 4]);
      const { low, high } = computeGwetAcInterval(large, "ordinal", { ...PLAN, level, resampleCount: 400 }).value!;
      return high - low;
    };
    expect(widthOf(60, 0.8)).toBeLessThan(widthOf(60, 0.95));
    expect(widthOf(600, 0.95)).toBeLessThan(widthOf(60, 0.95) / 2);
  });
});
