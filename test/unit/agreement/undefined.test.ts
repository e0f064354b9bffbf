import { expect, test } from "vitest";
import { computeHierarchyWeights } from "#domain/agreement/analytic-hierarchy.ts";
import { computeAlphaStandardError } from "#domain/agreement/alpha-standard-error.ts";
import { computeBenchmark } from "#domain/agreement/benchmark.ts";
import { computeBootstrapInterval } from "#domain/agreement/bootstrap.ts";
import { computeCohenKappa } from "#domain/agreement/cohen-kappa.ts";
import { computeCategoryKappa, computeFleissKappa } from "#domain/agreement/fleiss-kappa.ts";
import { computeGwetAc, computeGwetAcInterval } from "#domain/agreement/gwet-ac.ts";
import { computeIcc, ICC_FORMS } from "#domain/agreement/intraclass-correlation.ts";
import { computeKendallW } from "#domain/agreement/kendall-w.ts";
import { computeAlpha, computeAlphaInterval } from "#domain/agreement/krippendorff-alpha.ts";
import { computeRandUcla } from "#domain/agreement/rand-ucla.ts";
import { type Ratings, tabulateRatings } from "#domain/agreement/rating-table.ts";
import { rescaleSeverity } from "#domain/agreement/severity-rescale.ts";
import { mergeByThreshold } from "#domain/agreement/threshold-merge.ts";
import { computeWeights } from "#domain/agreement/weights.ts";
import { toSeed } from "./make-ratings.ts";

const PLAN = { seed: toSeed(1), resampleCount: 200, level: 0.95 };
const ONE_UNIT: Ratings[] = [[1, 4]];
const SINGLES: Ratings[] = [
  [1, null],
  [null, 2],
];
const SAME: Ratings[] = [
  [3, 3],
  [3, 3],
];

test.each<[what: string, units: Ratings[], reason: string]>([
  ["nobody rated", [], "no-pair"],
  ["rows of nulls", [[null, null]], "no-pair"],
  ["one rating a unit", SINGLES, "no-pair"],
  ["one unit, which the formula would give 0", ONE_UNIT, "one-unit"],
  ["one unit with a pair", [...ONE_UNIT, [2, null]], "one-unit"],
  ["one value", SAME, "no-variation"],
])("alpha of %s has none", (_what, units, reason) => {
  const table = tabulateRatings(units);
  for (const metric of ["nominal", "ordinal", "interval", "ratio"] as const) {
    expect(computeAlpha(table, metric)).toEqual({ value: null, reason });
    expect(computeAlphaInterval(table, metric, PLAN)).toEqual({ value: null, reason });
  }
  expect(computeAlphaStandardError(table, "identity")).toEqual({ value: null, reason });
});

test("values of one float that nothing represents exactly vary by nothing", () => {
  const table = tabulateRatings([
    [0.1, 0.1, 0.1],
    [0.1, 0.1, null],
  ]);
  expect(computeAlpha(table, "interval").reason).toBe("no-variation");
  const shifted = [
    [0.1, 0.3],
    [0.7, 0.9],
    [0.2, 0.4],
  ];
  expect(computeIcc(shifted, "3,1").value?.test.reason).toBe("no-residual");
});

test("AC and Fleiss without pairs, with one unit, and on a scale of one category", () => {
  for (const compute of [computeFleissKappa, computeGwetAc] as const) {
    expect(compute(tabulateRatings(SINGLES), "identity").reason).toBe("no-pair");
    expect(compute(tabulateRatings(ONE_UNIT), "identity").reason).toBe("one-unit");
    expect(compute(tabulateRatings(SAME), "identity").reason).toBe("no-variation");
  }
  // On the rubric's scale one category is not all that could have been given: Gwet's coefficient is 1, kappa has none.
  const onScale = tabulateRatings(SAME, [1, 2, 3]);
  expect(computeGwetAc(onScale, "identity").value).toMatchObject({ coefficient: 1, standardError: 0, p: null });
  expect(computeGwetAcInterval(onScale, "ordinal", PLAN).value).toMatchObject({ low: 1, high: 1 });
  expect(computeFleissKappa(onScale).reason).toBe("no-variation");
  expect(computeCategoryKappa(onScale, 0).reason).toBe("no-variation");
  expect(computeGwetAcInterval(tabulateRatings(SINGLES), "ordinal", PLAN).reason).toBe("no-pair");
});

test("Cohen's kappa of no unit, of one, of one category", () => {
  expect(
    computeCohenKappa([
      [0, 0],
      [0, 0],
    ]).reason,
  ).toBe("no-pair");
  expect(
    computeCohenKappa([
      [0, 1],
      [0, 0],
    ]).reason,
  ).toBe("one-unit");
  expect(
    computeCohenKappa([
      [7, 0],
      [0, 0],
    ]).reason,
  ).toBe("no-variation");
  expect(() => computeCohenKappa([[1, 2]])).toThrow(RangeError);
});

test.each<[what: string, units: Ratings[], icc: string, w: string]>([
  ["nobody", [], "one-rater", "one-rater"],
  [
    "one rater",
    [
      [1, null],
      [2, null],
      [null, null],
    ],
    "one-rater",
    "one-rater",
  ],
  [
    "one complete unit",
    [
      [1, 2],
      [3, null],
    ],
    "incomplete",
    "incomplete",
  ],
  ["one value", SAME, "no-variation", "all-tied"],
])("ICC and W of %s have none", (_what, units, icc, w) => {
  for (const form of ICC_FORMS) expect(computeIcc(units, form)).toEqual({ value: null, reason: icc });
  expect(computeKendallW(units)).toEqual({ value: null, reason: w });
});

test("a mean tells nothing apart where the units' means are the same", () => {
  const crossed = [
    [1, 2],
    [2, 1],
  ];
  expect(ICC_FORMS.map((form) => computeIcc(crossed, form).reason)).toEqual([
    null,
    "no-unit-variance",
    null,
    ...new Array<string>(3).fill("no-unit-variance"),
  ]);
  // By hand: k·icc·MSC/MSE + n(1 + (k − 1)icc) − k·icc is 0 here.
  const noDegrees = [
    [2, 2, 0, 0, 3],
    [0, 2, 2, 2, 1],
  ];
  expect(computeIcc(noDegrees, "2,1").value?.test).toEqual({ value: null, reason: "no-degrees" });
});

test("one person does not disagree, and nobody's scale is known from one value", () => {
  expect(computeRandUcla([5, null])).toEqual({ value: null, reason: "no-pair" });
  const [varied, flat, absent] = rescaleSeverity([[1, 3], [2, 2], []]);
  expect([varied!.reason, flat!.reason, absent!.reason]).toEqual([null, "no-variation", "no-rating"]);
  expect(
    computeHierarchyWeights([
      [1, 4],
      [0.25, 1],
    ]),
  ).toMatchObject({ consistencyRatio: null });
  expect(computeHierarchyWeights([[1]])).toMatchObject({ consistencyIndex: null, weights: [1] });
});

test("an interval is refused where resamples often have no value", () => {
  // Only one unit differs: a third of the resamples leave it out, and are of one value.
  const units = Array.from({ length: 20 }, (_, unit) => [unit === 0 ? 1 : 2, 2]);
  const table = tabulateRatings(units);
  expect(computeAlpha(table, "nominal").reason).toBeNull();
  expect(computeAlphaInterval(table, "nominal", PLAN)).toEqual({ value: null, reason: "few-resamples" });
});

test.each<[what: string, run: () => unknown]>([
  ["rows of two lengths", () => tabulateRatings([[1, 2], [1]])],
  ["a rating that is no number", () => tabulateRatings([[1, Number.NaN]])],
  ["a rating off the scale", () => tabulateRatings([[1, 9]], [1, 2, 3])],
  [
    "a ratio below 0",
    () =>
      computeAlpha(
        tabulateRatings([
          [-1, 2],
          [3, 3],
        ]),
        "ratio",
      ),
  ],
  ["a scale of one category", () => computeWeights("linear", 1)],
  ["no resamples", () => computeBootstrapInterval(5, { ...PLAN, resampleCount: 0 }, () => 1)],
  ["a level of 1", () => computeBootstrapInterval(5, { ...PLAN, level: 1 }, () => 1)],
  ["a confidence above 1", () => mergeByThreshold([1], { votesMin: 0, confidence: 2, topRanks: 1, isStacking: true })],
  ["a rating above 9", () => computeRandUcla([10, 1])],
  [
    "a comparison that contradicts itself",
    () =>
      computeHierarchyWeights([
        [1, 3],
        [3, 1],
      ]),
  ],
  ["no standard error", () => computeBenchmark("fleiss", { coefficient: 1, standardError: 0 })],
])("refuses %s", (_what, run) => expect(run).toThrow(RangeError));
