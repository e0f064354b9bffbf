import { describe, expect, test } from "vitest";
import { computeAlphaStandardError } from "#domain/agreement/alpha-standard-error.ts";
import { type BenchmarkScale, computeBenchmark } from "#domain/agreement/benchmark.ts";
import { computeCohenKappa } from "#domain/agreement/cohen-kappa.ts";
import { computeCategoryKappa, computeFleissKappa } from "#domain/agreement/fleiss-kappa.ts";
import { computeGwetAc } from "#domain/agreement/gwet-ac.ts";
import { computeAlpha } from "#domain/agreement/krippendorff-alpha.ts";
import { type RatingTable, tabulateRatings } from "#domain/agreement/rating-table.ts";
import { computeWeights, type WeightKind } from "#domain/agreement/weights.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { expandContingency, listDeviations, type Numbers, toUnits } from "./vector-cases.ts";

interface AgreementVectors {
  readonly multi_rater: readonly {
    readonly id: string;
    readonly data: readonly (readonly (number | string | null)[])[];
    readonly published: Numbers;
    readonly computed: Numbers;
  }[];
  readonly two_rater_tables: readonly {
    readonly id: string;
    readonly table: readonly (readonly number[])[];
    readonly published: Numbers;
    readonly computed: Numbers;
  }[];
  readonly edge_cases: readonly { readonly id: string; readonly data: readonly (readonly (number | null)[])[] }[];
  readonly weights_3_categories: Readonly<Record<WeightKind, readonly (readonly number[])[]>>;
  readonly benchmark: { readonly coeff: number; readonly se: number; readonly cumprob: Numbers };
}

const WEIGHTS = ["linear", "quadratic", "ordinal"] as const;
/** Stated in the file: of its own computations, and of what papers print. */
const COMPUTED_TOLERANCE = 1e-9;
const PUBLISHED_TOLERANCE = 6e-4;

const alphaByWeights = (table: RatingTable, kind: WeightKind): number | undefined => {
  const size = table.categories.length;
  const { rows } = computeWeights(kind, size);
  const place = (value: number): number => table.categories.indexOf(value);
  return computeAlpha(table, (c, k) => 1 - rows[place(c) * size + place(k)]!).value?.alpha;
};

const toGwet = (table: RatingTable, kind: WeightKind, interval: "ci" | "ci95"): Numbers => {
  const { value } = computeGwetAc(table, kind);
  if (value === null) return {};
  const { low, high } = value.interval;
  return {
    ...toKappa(value),
    se: value.standardError,
    [interval]: [low, high],
    ...(value.p === null ? {} : { p: value.p }),
  };
};

const toKappa = (value: { coefficient: number; observedAgreement: number; chanceAgreement: number }): Numbers => ({
  pa: value.observedAgreement,
  pe: value.chanceAgreement,
  coef: value.coefficient,
});

/** Everything that the file asks of several raters, under its names. */
function computeMulti(table: RatingTable): Numbers {
  const [nominal, ordinal, interval, ratio] = (["nominal", "ordinal", "interval", "ratio"] as const).map(
    (metric) => computeAlpha(table, metric).value!,
  );
  const fleiss = (kind: WeightKind): Numbers => toKappa(computeFleissKappa(table, kind).value!);
  const identity = fleiss("identity");
  const fleissByWeights = WEIGHTS.map((kind) => [`fleiss_${kind}`, fleiss(kind)] as const);
  return {
    alpha_nominal: nominal!.alpha,
    alpha_nominal_Do: nominal!.observedDisagreement,
    alpha_nominal_De: nominal!.expectedDisagreement,
    alpha_nominal_se: computeAlphaStandardError(table, "identity").value!,
    alpha_ordinal: ordinal!.alpha,
    alpha_interval: interval!.alpha,
    alpha_interval_Do: interval!.observedDisagreement,
    alpha_interval_De: interval!.expectedDisagreement,
    alpha_ratio: ratio!.alpha,
    ...Object.fromEntries(WEIGHTS.map((kind) => [`alpha_${kind}_weights`, alphaByWeights(table, kind)!])),
    gwet_AC1: toGwet(table, "identity", "ci95"),
    AC1: toGwet(table, "identity", "ci95"),
    ...Object.fromEntries(WEIGHTS.map((kind) => [`gwet_AC2_${kind}`, toGwet(table, kind, "ci95")])),
    ...Object.fromEntries(
      ([...WEIGHTS, "radical", "ratio"] as const).map((kind) => [`AC2_${kind}`, toGwet(table, kind, "ci95")]),
    ),
    percent_agreement: identity["pa"]!,
    fleiss_identity: identity,
    fleiss_po: identity["pa"]!,
    fleiss_pe: identity["pe"]!,
    fleiss_kappa: identity["coef"]!,
    fleiss: identity["coef"]!,
    ...Object.fromEntries(fleissByWeights),
  };
}

/** Everything that the file asks of two raters. */
function computeTwo(contingency: readonly (readonly number[])[]): Numbers {
  const table = tabulateRatings(
    expandContingency(contingency),
    contingency.map((_, category) => category),
  );
  const cohen = (kind: WeightKind): Numbers => {
    const { coefficient, observedAgreement, chanceAgreement } = computeCohenKappa(contingency, kind).value!;
    return { po: observedAgreement, pe: chanceAgreement, kappa: coefficient };
  };
  const [ac1, quadratic] = [toGwet(table, "identity", "ci"), toGwet(table, "quadratic", "ci")];
  return {
    cohen: cohen("identity"),
    cohen_linear: cohen("linear"),
    cohen_quadratic: cohen("quadratic"),
    AC1: ac1,
    AC2_linear: toGwet(table, "linear", "ci"),
    AC2_quadratic: quadratic,
    scott_pi: computeFleissKappa(table).value!.coefficient,
  };
}

/** What papers print of two raters, under the file's names for it. */
function toPublishedTwo({ cohen, AC1, AC2_quadratic: quadratic, scott_pi }: Numbers): Numbers {
  const [first, second, kappa] = [AC1, quadratic, cohen] as [Numbers, Numbers, Numbers];
  return {
    po: kappa["po"]!,
    pe_cohen: kappa["pe"]!,
    cohen: kappa["kappa"]!,
    AC1: first["coef"]!,
    AC1_pa: first["pa"]!,
    AC1_pe: first["pe"]!,
    AC2_quadratic: second["coef"]!,
    AC2_pa: second["pa"]!,
    AC2_pe: second["pe"]!,
    scott_pi: scott_pi!,
  };
}

/**
 * Kappas by category as Fleiss worked them out by hand: share and agreement of a category are rounded to three decimals
 * on the way. Exactly they are 0.245, 0.245, 0.520, 0.471, 0.566, which is what his printed ones become without it.
 */
function roundAsFleiss(table: RatingTable): Numbers {
  const { ratingCount: all, unitCount } = table;
  const raters = all / unitCount;
  const round = (share: number): number => Math.round(share * 1000) / 1000;
  const entries = table.categories.map((_, category) => {
    const exact = computeCategoryKappa(table, category).value!;
    const counts = [...table.cellCounts].filter((_count, cell) => table.cellCategories[cell] === category);
    const given = counts.reduce((sum, count) => sum + count, 0);
    const squares = counts.reduce((sum, count) => sum + count * count, 0);
    const own = (squares - given) / (given * (raters - 1));
    if (Number.isInteger(raters)) expect(exact.coefficient).toBeCloseTo((own - given / all) / (1 - given / all), 12);
    const share = round(given / all);
    const agreed = round((squares - all * share) / (all * (raters - 1) * share));
    return [String(category + 1), (agreed - share) / (1 - share)] as const;
  });
  return Object.fromEntries(entries);
}

/** Fleiss with weights is one number in what was published. */
const toPublishedMulti = (numbers: Numbers): Numbers => ({
  ...numbers,
  ...Object.fromEntries(WEIGHTS.map((kind) => [`fleiss_${kind}`, (numbers[`fleiss_${kind}`] as Numbers)["coef"]!])),
});

// Printed in the books themselves: it runs where the file of vectors is absent.
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
  expect(gwet[0]!.interval.high).toBe(1);
  expect(gwet[0]!.interval.low.toFixed(3)).toBe("0.461");
  expect(computeFleissKappa(table).value!.coefficient.toFixed(3)).toBe("0.761");
  // Printed as 0.146; 0.14548 by the same formula in NumPy. Programs differ in terms of the order 1/n.
  expect(computeAlphaStandardError(table, "identity").value).toBeCloseTo(0.14548, 5);
});

const vectors = readVectors<AgreementVectors>("agreement.json");

if (vectors) {
  describe("published and computed values of agreement", () => {
    test.each(vectors.multi_rater)("$id", ({ data, published, computed }) => {
      const table = tabulateRatings(toUnits(data));
      const numbers = { ...computeMulti(table), category_kappa: roundAsFleiss(table) };
      expect(listDeviations(numbers, computed, COMPUTED_TOLERANCE)).toEqual([]);
      const { percent_agreement: percent, ...others } = published;
      expect(listDeviations(toPublishedMulti(numbers), others, PUBLISHED_TOLERANCE)).toEqual([]);
      // Printed with two decimals at most.
      if (percent !== undefined) expect(listDeviations(numbers, { percent_agreement: percent }, 0.005)).toEqual([]);
    });

    test.each(vectors.two_rater_tables)("$id", ({ table, published, computed }) => {
      const numbers = computeTwo(table);
      expect(listDeviations(numbers, computed, COMPUTED_TOLERANCE)).toEqual([]);
      expect(listDeviations(toPublishedTwo(numbers), published, PUBLISHED_TOLERANCE)).toEqual([]);
    });

    test.each(Object.entries(vectors.weights_3_categories))("weights: %s", (kind, rows) => {
      const weights = [...computeWeights(kind as WeightKind, 3).rows];
      expect(listDeviations({ weights }, { weights: rows.flat() }, PUBLISHED_TOLERANCE)).toEqual([]);
    });

    test.each(Object.keys(vectors.benchmark.cumprob))("benchmark: %s", (name) => {
      const { coeff: coefficient, se: standardError, cumprob } = vectors.benchmark;
      const scale = name.replace("_", "-") as BenchmarkScale;
      const numbers = { [name]: computeBenchmark(scale, { coefficient, standardError }) };
      // Printed with five decimals.
      expect(listDeviations(numbers, { [name]: cumprob[name]! }, 6e-6)).toEqual([]);
    });

    test("every case at the edge is one of those below", () => {
      expect(vectors.edge_cases.map(({ id }) => id)).toEqual([
        "single-category-all-agree",
        "no-unit-with-two-raters",
        "perfect-agreement",
        "abs-distance-custom",
        "declared-but-unused-category",
      ]);
    });

    const edge = (id: string) => toUnits(vectors.edge_cases.find((one) => one.id === id)!.data);

    test("one category, no pair: said, not computed", () => {
      const same = tabulateRatings(edge("single-category-all-agree"));
      expect(computeAlpha(same, "nominal")).toEqual({ value: null, reason: "no-variation" });
      expect(computeFleissKappa(same)).toEqual({ value: null, reason: "no-variation" });
      expect(computeGwetAc(same, "identity")).toEqual({ value: null, reason: "no-variation" });
      const single = tabulateRatings(edge("no-unit-with-two-raters"));
      expect(computeAlpha(single, "nominal")).toEqual({ value: null, reason: "no-pair" });
      expect(computeGwetAc(single, "identity")).toEqual({ value: null, reason: "no-pair" });
    });

    test("perfect agreement, a distance of one's own, a category that nobody used", () => {
      const perfect = tabulateRatings(edge("perfect-agreement"));
      expect(computeAlpha(perfect, "nominal").value?.alpha).toBe(1);
      expect(computeAlpha(perfect, "interval").value?.alpha).toBe(1);
      const custom = tabulateRatings(edge("abs-distance-custom"));
      expect(computeAlpha(custom, (c, k) => Math.abs(c - k)).value?.alpha).toBeCloseTo(0.761905, 6);
      const [used, declared] = [undefined, [1, 2, 3, 4, 5]].map((scale) =>
        tabulateRatings(edge("declared-but-unused-category"), scale),
      );
      expect(computeAlpha(declared!, "ordinal")).toEqual(computeAlpha(used!, "ordinal"));
      const [ofFour, ofFive] = [used!, declared!].map((table) => computeGwetAc(table, "identity").value?.coefficient);
      // By hand: p_a = 3/4; π = 1/4, 3/8, 1/8, 1/4, so that Σ π(1 − π) = 23/32, divided by q − 1 = 3 or 4.
      expect(ofFour).toBeCloseTo((3 / 4 - 23 / 96) / (1 - 23 / 96), 12);
      expect(ofFive).toBeCloseTo((3 / 4 - 23 / 128) / (1 - 23 / 128), 12);
    });
  });
}
