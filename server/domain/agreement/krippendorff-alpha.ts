import { computeBootstrapInterval } from "./bootstrap.ts";
import type { BootstrapInterval, BootstrapPlan } from "./bootstrap.ts";
import { makeDisagreement } from "./disagreement.ts";
import type { Metric } from "./disagreement.ts";
import { keepPairable } from "./rating-table.ts";
import type { RatingTable } from "./rating-table.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";

export interface KrippendorffAlpha {
  /** At most 1; 0 is what chance would give, below 0 is systematic disagreement. No unit. */
  readonly alpha: number;
  /** D_o: mean disagreement within units, in the metric's unit. */
  readonly observedDisagreement: number;
  /** D_e: mean disagreement of all pairs of ratings, > 0, in the metric's unit. */
  readonly expectedDisagreement: number;
  /** Units with two ratings or more, ≥ 2. */
  readonly unitCount: number;
  /** Ratings of those units, n. */
  readonly ratingCount: number;
}

/**
 * Krippendorff's alpha: α = 1 − D_o / D_e = 1 − (n − 1)·Σ_{c<k} o_ck δ²_ck / Σ_{c<k} n_c n_k δ²_ck.
 *
 * Units with one rating are left out. A single unit always gives 0 by the formula, whatever its ratings: it has no
 * alpha.
 *
 * @returns `no-pair`, `one-unit`, or `no-variation` when D_e = 0. Time: ratings + categories; for `ratio` and a
 *   distance of one's own ratings + categories².
 * @throws RangeError for ratings below 0 with the metric `ratio`.
 * @see Krippendorff: Content Analysis (2004), chapter 11. Formula G.1.
 */
export function computeAlpha(table: RatingTable, metric: Metric): Statistic<KrippendorffAlpha> {
  const pairable = keepPairable(table);
  if (pairable.unitCount === 0) return unknown("no-pair");
  if (pairable.unitCount === 1) return unknown("one-unit");
  const { observed, expected, ratingCount } = makeDisagreement(pairable, metric)(null);
  if (expected === 0) return unknown("no-variation");
  return known({
    alpha: toAlpha({ observed, expected, ratingCount }),
    observedDisagreement: (2 * observed) / ratingCount,
    expectedDisagreement: (2 * expected) / (ratingCount * (ratingCount - 1)),
    unitCount: pairable.unitCount,
    ratingCount,
  });
}

/**
 * Bootstrap interval of alpha over the units with two ratings or more.
 *
 * @returns a reason of `computeAlpha` or of `computeBootstrapInterval`. Time: resamples × that of one alpha, which
 *   reads counts by unit and builds nothing anew.
 */
export function computeAlphaInterval(
  table: RatingTable,
  metric: Metric,
  plan: BootstrapPlan,
): Statistic<BootstrapInterval> {
  const pairable = keepPairable(table);
  const whole = computeAlpha(pairable, metric);
  if (whole.reason !== null) return whole;
  const computeSums = makeDisagreement(pairable, metric);
  return computeBootstrapInterval(pairable.unitCount, plan, (times) => {
    const sums = computeSums(times);
    return sums.expected === 0 ? null : toAlpha(sums);
  });
}

function toAlpha(sums: { observed: number; expected: number; ratingCount: number }): number {
  return 1 - ((sums.ratingCount - 1) * sums.observed) / sums.expected;
}
