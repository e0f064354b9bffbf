// Printed in the papers themselves, so that these run where the larger files of vectors are absent.
import { expect, test } from "vitest";
import { computeFleissKappa } from "#domain/agreement/fleiss-kappa.ts";
import { computeGwetAc } from "#domain/agreement/gwet-ac.ts";
import { computeIcc, ICC_FORMS } from "#domain/agreement/intraclass-correlation.ts";
import { computeKendallW } from "#domain/agreement/kendall-w.ts";
import { computeAlpha } from "#domain/agreement/krippendorff-alpha.ts";
import { tabulateRatings } from "#domain/agreement/rating-table.ts";
import { toUnits } from "./vector-cases.ts";

test("Krippendorff (2004), page 230, and Gwet (2014), page 120, on the same ratings", () => {
  const units = toUnits([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, null],
    [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
  ]);
  const table = tabulateRatings(units, [1, 2, 3, 4, 5]);
  const alphas = (["nominal", "ordinal", "interval", "ratio"] as const).map(
    (one) => computeAlpha(table, one).value!.alpha,
  );
  expect(alphas.map((alpha) => alpha.toFixed(3))).toEqual(["0.743", "0.815", "0.849", "0.797"]);
  const gwet = (["identity", "linear", "quadratic", "ordinal"] as const).map(
    (kind) => computeGwetAc(table, kind).value!,
  );
  expect(gwet.map(({ coefficient }) => coefficient.toFixed(3))).toEqual(["0.775", "0.859", "0.914", "0.899"]);
  expect(gwet.map(({ standardError }) => standardError.toFixed(3))).toEqual(["0.143", "0.117", "0.104", "0.107"]);
  expect(computeFleissKappa(table).value!.coefficient.toFixed(3)).toBe("0.761");
});

test("Shrout and Fleiss (1979), table 2", () => {
  const units = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ];
  const values = ICC_FORMS.map((form) => computeIcc(units, form).value!);
  expect(values.map(({ icc }) => icc.toFixed(2))).toEqual(["0.17", "0.29", "0.71", "0.44", "0.62", "0.91"]);
  const [low, high] = [values[1]!.test.value!.interval.low, values[1]!.test.value!.interval.high];
  expect([low.toFixed(2), high.toFixed(2)]).toEqual(["0.02", "0.76"]);
});

test("Kendall's W with ties, by hand", () => {
  // Ranks 1.5 1.5 3 and 1 2.5 2.5: sums 2.5, 4, 5.5, S = 4.5; ties 6 + 6: 12 · 4.5 / (4 · 24 − 2 · 12) = 0.75.
  const { w, chiSquare } = computeKendallW(
    toUnits([
      [1, 1, 2],
      [1, 2, 2],
    ]),
  ).value!;
  expect([w, chiSquare]).toEqual([0.75, 3]);
});
