import fc from "fast-check";
import { expect, test } from "vitest";
import { computeIcc, ICC_FORMS } from "#domain/agreement/intraclass-correlation.ts";
import { computeKendallW } from "#domain/agreement/kendall-w.ts";
import { computeRandUcla } from "#domain/agreement/rand-ucla.ts";
import { completeUnits, shuffled } from "./make-ratings.ts";

const toIcc = (units: readonly (readonly (number | null)[])[], form: (typeof ICC_FORMS)[number]) =>
  computeIcc(units, form).value?.icc ?? null;

function expectSame(found: number | null, expected: number | null): void {
  if (found === null || expected === null) expect(found).toBe(expected);
  else expect(found).toBeCloseTo(expected, 8);
}

/** Units × raters of a complete table, with another order of both. */
const reordered = completeUnits.chain((units) =>
  fc.tuple(fc.constant(units), shuffled(units), shuffled([...units[0]!.keys()])),
);

test("the correlation of k raters' mean is that of one, by Spearman and Brown, and bounds hold", () => {
  fc.assert(
    fc.property(completeUnits, (units) => {
      const k = units[0]!.length;
      for (const family of ["1", "2", "3"] as const) {
        const single = computeIcc(units, `${family},1`).value;
        if (single === null) continue;
        expect(single.icc).toBeLessThanOrEqual(1 + 1e-12);
        const average = toIcc(units, `${family},k`);
        if (average !== null) expectSame(average, (k * single.icc) / (1 + (k - 1) * single.icc));
        if (single.test.value === null) continue;
        expect(single.test.value.interval.low).toBeLessThanOrEqual(single.icc + 1e-9);
        expect(single.test.value.interval.high).toBeGreaterThanOrEqual(single.icc - 1e-9);
      }
    }),
  );
});

test("no form asks for the order of units and raters, nor for the unit of the points", () => {
  fc.assert(
    fc.property(reordered, fc.integer({ min: 1, max: 900 }), fc.integer(), ([units, other, raters], by, plus) => {
      const changed = other.map((unit) => raters.map((rater) => by * unit[rater]! + (plus % 10_000)));
      for (const form of ICC_FORMS) expectSame(toIcc(changed, form), toIcc(units, form));
    }),
  );
});

test("severity counts in form 2 and not in form 3", () => {
  const units = [1, 2, 3, 4, 5].map((x) => [x, x + 3]);
  expect(toIcc(units, "3,1")).toBe(1);
  // By hand: MSR = 5, MSC = 22.5, MSE = 0, so that 5 / (5 + 2·22.5/5).
  expect(toIcc(units, "2,1")).toBeCloseTo(5 / 14, 12);
  expect(computeIcc(units, "2,1").value?.test).toEqual({ value: null, reason: "no-residual" });
});

test("units that lack a rating are dropped and counted", () => {
  const complete = [
    [9, 2, 5],
    [6, 1, 3],
    [8, 4, 6],
    [7, 1, 2],
  ];
  const holed = [...complete, [10, null, 6], [null, null, null]].map((unit) => [...unit, null]);
  expect(computeIcc(holed, "2,1").value).toEqual({ ...computeIcc(complete, "2,1").value, droppedCount: 1 });
  expect(computeKendallW(holed).value).toEqual({ ...computeKendallW(complete).value, droppedCount: 1 });
});

test("W lies in 0–1, is 1 for one order, and does not ask for names, scales or severity", () => {
  fc.assert(
    fc.property(reordered, ([units, other, raters]) => {
      const { w } = computeKendallW(units).value ?? {};
      if (w === undefined) {
        expect(units.every((unit) => String(unit) === String(units[0]))).toBe(true);
        return;
      }
      expect(w).toBeGreaterThanOrEqual(0);
      expect(w).toBeLessThanOrEqual(1 + 1e-12);
      const changed = other.map((unit) => raters.map((rater, at) => unit[rater]! ** 3 + at));
      expect(computeKendallW(changed).value!.w).toBeCloseTo(w, 12);
      const alike = units.map((unit) => unit.map(() => unit[0]!));
      expect(computeKendallW(alike).value?.w ?? 1).toBeCloseTo(1, 12);
    }),
  );
});

test("W without ties is the mean of Spearman's correlations: m W = 1 + (m − 1) r̄", () => {
  const orders = fc
    .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 5 }))
    .chain(([n, m]) => fc.tuple(...Array.from({ length: m }, () => shuffled([...new Array(n).keys()]))));
  fc.assert(
    fc.property(orders, (byRater) => {
      const [n, m] = [byRater[0]!.length, byRater.length];
      let correlations = 0;
      for (const [i, a] of byRater.entries()) {
        for (const b of byRater.slice(i + 1)) {
          const squares = a.reduce((sum, rank, unit) => sum + (rank - b[unit]!) ** 2, 0);
          correlations += 1 - (6 * squares) / (n * (n * n - 1));
        }
      }
      const mean = correlations / ((m * (m - 1)) / 2);
      const { w } = computeKendallW(
        [...new Array(n).keys()].map((unit) => byRater.map((order) => order[unit]!)),
      ).value!;
      expect(m * w).toBeCloseTo(1 + (m - 1) * mean, 10);
    }),
  );
});

test("RAND/UCLA read from the other end of the scale says the same", () => {
  const panel = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 16 });
  const mirror = { inappropriate: "appropriate", uncertain: "uncertain", appropriate: "inappropriate" } as const;
  fc.assert(
    fc.property(panel, (ratings) => {
      const [value, other] = [ratings, ratings.map((one) => 10 - one)].map((one) => computeRandUcla(one).value!);
      expect(other!.median).toBeCloseTo(10 - value!.median, 12);
      expect(other!.ipr).toBeCloseTo(value!.ipr, 12);
      expect(other!.ipras).toBeCloseTo(value!.ipras, 12);
      // A median between two regions belongs to the upper one.
      if ([3.5, 6.5].includes(value!.median)) return;
      expect(other!.classification).toBe(mirror[value!.classification]);
      expect(other!.classic).toBe(value!.classic);
    }),
  );
});
