import { describe, expect, test } from "vitest";
import { combineComparisons, computeHierarchyWeights } from "#domain/agreement/analytic-hierarchy.ts";
import { isWithinTolerance, resolveByBands, resolveByTolerance } from "#domain/agreement/double-marking.ts";
import { computeIcc, ICC_FORMS, type IccForm } from "#domain/agreement/intraclass-correlation.ts";
import { computeKendallW } from "#domain/agreement/kendall-w.ts";
import { computeMeanSquares } from "#domain/agreement/mean-squares.ts";
import { computeRandUcla, findPanelSizeRule } from "#domain/agreement/rand-ucla.ts";
import { rescaleSeverity } from "#domain/agreement/severity-rescale.ts";
import { mergeByThreshold } from "#domain/agreement/threshold-merge.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { listDeviations, type Numbers, toUnits } from "./vector-cases.ts";

interface IccVectors {
  readonly data: readonly (readonly number[])[];
  readonly published: { readonly order: readonly string[] } & Readonly<Record<string, readonly number[]>>;
  readonly computed: Readonly<Record<"BMS" | "JMS" | "EMS" | "WMS", number>> & {
    readonly forms: Readonly<Record<string, Numbers>>;
  };
}

interface DoubleMarking {
  readonly id: string;
  readonly bands?: readonly number[];
  readonly cases: readonly {
    readonly first: number;
    readonly second: number;
    readonly third: number | null;
    readonly final: number;
    readonly a: number;
    readonly b: number;
    readonly max: number;
    readonly pct: number;
    readonly auto: boolean;
  }[];
}

interface ConsensusVectors {
  readonly rand_ucla: readonly {
    readonly id: string;
    readonly ratings?: readonly number[];
    readonly expected?: Readonly<Record<string, number | boolean | string>>;
    readonly table?: readonly {
      readonly panel: string;
      readonly agreement_max_outside_3pt_region: number;
      readonly disagreement_min_each_extreme: number;
    }[];
  }[];
  readonly double_marking: readonly DoubleMarking[];
  readonly inception_threshold_merge: {
    readonly cases: readonly {
      readonly user: number;
      readonly conf: number;
      readonly top: number;
      readonly stack: boolean;
      readonly votes: readonly number[];
      readonly expected: readonly number[];
    }[];
  };
  readonly kendall_w: readonly {
    readonly id: string;
    readonly data: readonly number[][];
    readonly expected: Numbers;
  }[];
  readonly severity_rescale: {
    readonly data: Readonly<Record<"A" | "B", readonly number[]>>;
    readonly expected: Readonly<Record<"A" | "B", readonly number[]>>;
  };
  readonly ahp: { readonly matrix: readonly (readonly number[])[]; readonly expected: Numbers };
}

const TOLERANCE = 1e-9;
const icc = readVectors<IccVectors>("icc_shrout_fleiss_1979.json");
const consensus = readVectors<ConsensusVectors>("consensus_rules.json");

// What runs where the files of vectors are absent.
test("Shrout and Fleiss (1979), table 2, as printed", () => {
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

test("the other rules, by hand", () => {
  const merge = { votesMin: 2, confidence: 0.6, topRanks: 2, isStacking: true };
  // One vote is too few and no longer counts among the votes: 3 of 5 and 2 of 5.
  expect(mergeByThreshold([3, 1, 2], merge)).toEqual([0]);
  expect(mergeByThreshold([3, 1, 2], { ...merge, confidence: 0.4 })).toEqual([0, 2]);
  expect(mergeByThreshold([2, 2, 2], { ...merge, confidence: 0, topRanks: 0 })).toEqual([0, 1, 2]);
  expect(mergeByThreshold([2, 2], { ...merge, confidence: 0, isStacking: false })).toEqual([]);
  const policy = { maximum: 100, toleranceBasisPoints: 1_000, rule: "mean-of-nearest-two" } as const;
  const mark = (a: number, b: number, third: number | null) => resolveByTolerance({ a, b, third }, policy);
  expect(mark(60, 70, null)).toEqual({ mark: 65, reason: null });
  expect(mark(60, 71, null)).toEqual({ mark: null, reason: "needs-third" });
  expect([mark(60, 72, 61).mark, mark(60, 72, 70).mark, mark(60, 72, 90).mark]).toEqual([60.5, 71, 66]);
  expect(mark(60, 72, 66)).toEqual({ mark: null, reason: "tie" });
  expect(resolveByBands({ a: 58, b: 68, third: 63 }, [0, 60])).toEqual({ mark: null, reason: "tie" });
  // Population deviations: 1 and 2 about 2 and 5, all eight squared about 3.5 make 38, so √(38/8).
  const [severe] = rescaleSeverity([
    [1, 3, 1, 3],
    [3, 7, 3, 7],
  ]);
  expect(severe!.value![0]).toBeCloseTo(3.5 - Math.sqrt(38 / 8), 12);
  // Without contradiction the weights are the ratios themselves.
  const consistent = computeHierarchyWeights([
    [1, 2, 4],
    [1 / 2, 1, 2],
    [1 / 4, 1 / 2, 1],
  ]);
  expect(consistent.weights.map((one) => Math.round(one * 7_000))).toEqual([4_000, 2_000, 1_000]);
  expect(consistent.consistencyRatio).toBeCloseTo(0, 12);
  expect(
    combineComparisons([
      [
        [1, 2],
        [1 / 2, 1],
      ],
      [
        [1, 8],
        [1 / 8, 1],
      ],
    ])[0]![1],
  ).toBeCloseTo(4, 12);
});

test("RAND/UCLA by hand: 9 members, 7 to 9 for most", () => {
  expect(computeRandUcla([7, 7, 8, 8, 8, 9, 9, 5, 6]).value).toEqual({
    median: 8,
    // Places 2.4 and 5.6 of 5 6 7 7 8 8 8 9 9.
    p30: 7,
    p70: 8,
    ipr: 1,
    iprCenter: 7.5,
    asymmetry: 2.5,
    ipras: 6.1,
    isDisagreement: false,
    classic: "agreement",
    classification: "appropriate",
    ratingCount: 9,
  });
  expect(computeRandUcla([1, 1, 1, 5, 5, 5, 9, 9, 9]).value).toMatchObject({ classic: "disagreement" });
  expect(computeRandUcla([1, 1, 5, 5, 5, 5, 9, 9, 9]).value).toMatchObject({ classic: "indeterminate" });
  expect([5, 7, 10, 13, 16, 17].map((size) => findPanelSizeRule(size).disagreementExtremeMin)).toEqual([
    2, 3, 3, 4, 5, 6,
  ]);
});

if (icc) {
  const toForm = (name: string): IccForm => name.slice(4, -1) as IccForm;

  test("mean squares of Shrout and Fleiss", () => {
    const { targets: BMS, raters: JMS, error: EMS, within: WMS } = computeMeanSquares(icc.data);
    const { forms: _, ...expected } = icc.computed;
    expect(listDeviations({ BMS, JMS, EMS, WMS }, expected, TOLERANCE)).toEqual([]);
  });

  test.each(Object.entries(icc.computed.forms))("%s of Shrout and Fleiss, with test and interval", (name, expected) => {
    const { value } = computeIcc(icc.data, toForm(name));
    const { f: F, degrees, p, interval } = value!.test.value!;
    const found = { icc: value!.icc, F, df1: degrees.numerator, df2: degrees.denominator, p };
    expect(listDeviations({ ...found, ci95: [interval.low, interval.high] }, expected, TOLERANCE)).toEqual([]);
    expect(value).toMatchObject({ unitCount: 6, raterCount: 4, droppedCount: 0 });
    const at = icc.published.order.indexOf(name);
    const printed = Object.entries(icc.published).map(([key, values]) => [key, values[at]!] as const);
    const { order: _, ...published } = Object.fromEntries(printed) as Numbers;
    const { p: printedP, F: printedF, ...others } = published;
    const ends = { ci_lower: interval.low, ci_upper: interval.high };
    // Half a unit of the last decimal printed: two, for F one, for p five.
    expect(listDeviations({ ...found, ...ends }, others, 0.005 + 1e-9)).toEqual([]);
    expect(listDeviations(found, { F: printedF! }, 0.05)).toEqual([]);
    expect(listDeviations(found, { p: printedP! }, 1e-4)).toEqual([]);
  });
}

if (consensus) {
  describe("consensus rules", () => {
    const rated = consensus.rand_ucla.filter((one) => one.ratings !== undefined);
    const tables = consensus.rand_ucla.flatMap((one) => one.table ?? []);

    test("every RAND/UCLA case is a rated one or a table", () => {
      expect([rated.length, tables.length]).toEqual([2, 3]);
    });

    test.each(rated)("RAND/UCLA: $id", ({ id, ratings, expected }) => {
      const value = computeRandUcla(ratings!).value!;
      const { disagreement, classification, ...numbers } = expected!;
      const found = { ...value, IPR: value.ipr, IPRCP: value.iprCenter, AI: value.asymmetry, IPRAS: value.ipras };
      expect(listDeviations(found as unknown as Numbers, numbers as Numbers, TOLERANCE)).toEqual([]);
      expect(id.startsWith("classic") ? value.classic === "disagreement" : value.isDisagreement).toBe(disagreement);
      if (classification !== undefined) expect(value.classification).toBe(classification);
    });

    test.each(tables)("RAND/UCLA: a panel of $panel", (row) => {
      const [from, to] = row.panel.split("-").map(Number) as [number, number];
      for (let size = from; size <= to; size += 1) {
        expect(findPanelSizeRule(size)).toEqual({
          agreementOutsideMax: row.agreement_max_outside_3pt_region,
          disagreementExtremeMin: row.disagreement_min_each_extreme,
        });
      }
    });

    test("double marking: a third marker, and agreement by itself", () => {
      const [banded, within] = consensus.double_marking;
      for (const { first: a, second: b, third, final } of banded!.cases) {
        expect(resolveByBands({ a, b, third }, banded!.bands!)).toEqual({ mark: final, reason: null });
      }
      for (const { a, b, max: maximum, pct, auto } of within!.cases) {
        const toleranceBasisPoints = pct * 100;
        expect(isWithinTolerance({ a, b }, { maximum, toleranceBasisPoints })).toBe(auto);
        const policy = { maximum, toleranceBasisPoints, rule: "nearest" } as const;
        const agreed = auto ? { mark: (a + b) / 2, reason: null } : { mark: null, reason: "needs-third" };
        expect(resolveByTolerance({ a, b, third: null }, policy)).toEqual(agreed);
      }
      expect([banded!.cases.length, within!.cases.length]).toEqual([3, 2]);
    });

    test.each(consensus.inception_threshold_merge.cases)(
      "merge: $votes from $user votes, confidence $conf, top $top, stacking $stack",
      ({ user: votesMin, conf: confidence, top: topRanks, stack: isStacking, votes, expected }) => {
        expect(mergeByThreshold(votes, { votesMin, confidence, topRanks, isStacking })).toEqual(expected);
      },
    );

    test.each(consensus.kendall_w)("Kendall's W: $id", ({ data, expected }) => {
      const { w: W, chiSquare: chi2, degrees: df } = computeKendallW(toUnits(data)).value!;
      expect(listDeviations({ W, chi2, df }, expected, TOLERANCE)).toEqual([]);
    });

    test("severity rescaled to the spread of all", () => {
      const { data, expected } = consensus.severity_rescale;
      const [A, B] = rescaleSeverity([data.A, data.B]).map(({ value }) => value!);
      expect(listDeviations({ A: A!, B: B! }, expected, TOLERANCE)).toEqual([]);
    });

    test("weights from pairwise comparisons, of one and of a group that thinks alike", () => {
      const { matrix, expected } = consensus.ahp;
      for (const one of [matrix, combineComparisons([matrix, matrix, matrix])]) {
        const { weights, eigenvalue: lambda_max, consistencyIndex, consistencyRatio } = computeHierarchyWeights(one);
        const found = { lambda_max, weights, CI: consistencyIndex!, CR: consistencyRatio! };
        expect(listDeviations(found, expected, TOLERANCE)).toEqual([]);
      }
    });
  });
}
