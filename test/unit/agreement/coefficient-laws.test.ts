import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Metric, makeDisagreement } from "#domain/agreement/disagreement.ts";
import { computeFleissKappa } from "#domain/agreement/fleiss-kappa.ts";
import { computeGwetAc } from "#domain/agreement/gwet-ac.ts";
import { computeAlpha } from "#domain/agreement/krippendorff-alpha.ts";
import { keepPairable, type Ratings, tabulateRatings } from "#domain/agreement/rating-table.ts";
import { completeUnits, shuffled, sparseUnits } from "./make-ratings.ts";

const METRICS = ["nominal", "ordinal", "interval", "ratio"] as const satisfies Metric[];
const SCALE = [0, 1, 2, 3, 4];

/** Alpha by the book: the whole coincidence matrix, each cell times its difference. */
function computeAlphaByMatrix(units: readonly Ratings[], metric: (typeof METRICS)[number]): number {
  const size = SCALE.length;
  const matrix = SCALE.map(() => new Array<number>(size).fill(0));
  for (const unit of units) {
    const given = unit.filter((rating) => rating !== null);
    for (const [i, c] of given.entries()) {
      for (const [j, k] of given.entries()) if (i !== j) matrix[c]![k]! += 1 / (given.length - 1);
    }
  }
  const counts = matrix.map((row) => row.reduce((sum, one) => sum + one, 0));
  const total = counts.reduce((sum, one) => sum + one, 0);
  const between = (c: number, k: number): number => counts.slice(c, k + 1).reduce((sum, one) => sum + one, 0);
  const distance = {
    nominal: () => 1,
    ordinal: (c: number, k: number) => (between(c, k) - (counts[c]! + counts[k]!) / 2) ** 2,
    interval: (c: number, k: number) => (c - k) ** 2,
    ratio: (c: number, k: number) => ((c - k) / (c + k)) ** 2,
  }[metric];
  let [observed, expected] = [0, 0];
  for (let c = 0; c < size; c += 1) {
    for (let k = c + 1; k < size; k += 1) {
      observed += matrix[c]![k]! * distance(c, k);
      expected += counts[c]! * counts[k]! * distance(c, k);
    }
  }
  return 1 - ((total - 1) * observed) / expected;
}

const alphaOf = (units: readonly Ratings[], metric: Metric): number | null =>
  computeAlpha(tabulateRatings(units), metric).value?.alpha ?? null;

function expectSame(found: number | null, expected: number | null): void {
  if (found === null || expected === null) expect(found).toBe(expected);
  else expect(found).toBeCloseTo(expected, 9);
}

describe.each(METRICS)("alpha, %s", (metric) => {
  test("is that of the whole coincidence matrix", () => {
    fc.assert(
      fc.property(sparseUnits, (units) => {
        const alpha = alphaOf(units, metric);
        if (alpha !== null) expectSame(alpha, computeAlphaByMatrix(units, metric));
      }),
    );
  });

  test("does not ask who rated, nor in which order, nor about units with one rating", () => {
    const cases = sparseUnits.chain((units) =>
      fc.tuple(fc.constant(units), shuffled(units), shuffled([...units[0]!.keys()]), fc.integer({ min: 0, max: 4 })),
    );
    fc.assert(
      fc.property(cases, ([units, reordered, raters, single]) => {
        const lonely = units[0]!.map((_, rater) => (rater === 0 ? single : null));
        const other = [...reordered, lonely].map((unit) => [...raters.map((rater) => unit[rater]!), null]);
        expectSame(alphaOf(other, metric), alphaOf(units, metric));
      }),
    );
  });

  test("is 1 when everybody agrees and something varies", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2 }),
        fc.integer({ min: 2, max: 5 }),
        (row, m) => {
          const alpha = alphaOf(
            row.map((rating) => new Array<number>(m).fill(rating)),
            metric,
          );
          expect(alpha).toBe(new Set(row).size < 2 ? null : 1);
        },
      ),
    );
  });

  test("of a resample is that of the units written out", () => {
    const cases = sparseUnits.chain((units) => fc.tuple(fc.constant(units), fc.array(fc.nat(50), { maxLength: 12 })));
    fc.assert(
      fc.property(cases, ([units, draws]) => {
        const pairable = units.filter((unit) => unit.filter((rating) => rating !== null).length > 1);
        if (pairable.length === 0) return;
        const drawn = draws.map((draw) => draw % pairable.length);
        const times = Int32Array.from(pairable, (_, unit) => drawn.filter((one) => one === unit).length);
        const resampled = makeDisagreement(keepPairable(tabulateRatings(units)), metric)(times);
        const rows = drawn.map((unit) => pairable[unit]!);
        const written = makeDisagreement(tabulateRatings(rows), metric)(null);
        expect(resampled.ratingCount).toBe(written.ratingCount);
        expectSame(resampled.observed, written.observed);
        expectSame(resampled.expected, written.expected);
      }),
    );
  });
});

test("alpha of two categories is the same whatever the metric", () => {
  const two = sparseUnits.map((units) => units.map((unit) => unit.map((one) => (one === null ? null : one % 2))));
  fc.assert(
    fc.property(two, (units) => {
      const nominal = alphaOf(units, "nominal");
      for (const metric of METRICS) expectSame(alphaOf(units, metric), nominal);
    }),
  );
});

test("each metric is blind to what its scale does not have", () => {
  const map = (units: readonly Ratings[], change: (rating: number) => number): Ratings[] =>
    units.map((unit) => unit.map((rating) => (rating === null ? null : change(rating))));
  const factor = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(sparseUnits, factor, fc.integer({ min: -900, max: 900 }), (units, by, plus) => {
      expectSame(
        alphaOf(
          map(units, (x) => -by * x + plus),
          "interval",
        ),
        alphaOf(units, "interval"),
      );
      expectSame(
        alphaOf(
          map(units, (x) => by * x),
          "ratio",
        ),
        alphaOf(units, "ratio"),
      );
      expectSame(
        alphaOf(
          map(units, (x) => by * x ** 3 + plus),
          "ordinal",
        ),
        alphaOf(units, "ordinal"),
      );
      expectSame(
        alphaOf(
          map(units, (x) => (x * 3 + 1) % 5),
          "nominal",
        ),
        alphaOf(units, "nominal"),
      );
    }),
  );
});

test("alpha and Fleiss' kappa of a complete table: 1 − α = (1 − 1/n)(1 − κ)", () => {
  fc.assert(
    fc.property(completeUnits, (units) => {
      const kappa = computeFleissKappa(tabulateRatings(units));
      const ratings = units.length * units[0]!.length;
      const alpha = alphaOf(units, "nominal");
      if (kappa.value === null) expect(alpha).toBeNull();
      else expectSame(alpha, 1 - (1 - 1 / ratings) * (1 - kappa.value.coefficient));
    }),
  );
});

test("AC1 and AC2 stay at most 1, are 1 for agreement alone, and fall with the first disagreement", () => {
  fc.assert(
    fc.property(completeUnits, fc.constantFrom("identity", "ordinal", "quadratic"), (units, kind) => {
      const { coefficient, chanceAgreement, interval } = computeGwetAc(tabulateRatings(units, SCALE), kind).value!;
      const isPerfect = units.every((unit) => new Set(unit).size === 1);
      expect(coefficient === 1).toBe(isPerfect);
      expect(coefficient).toBeLessThanOrEqual(1);
      expect(chanceAgreement).toBeGreaterThanOrEqual(0);
      expect(chanceAgreement).toBeLessThan(1);
      expect(interval.low).toBeLessThanOrEqual(coefficient);
      expect(interval.high).toBeGreaterThanOrEqual(coefficient);
    }),
  );
});
