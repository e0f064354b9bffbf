import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";

/** Mean and standard deviation of a population (divided by n), in the unit of the ratings. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** @returns null for no values, which have no mean. The deviation of equal values is exactly 0. */
export function computeMoments(values: readonly number[]): Moments | null {
  const [first] = values;
  if (first === undefined) return null;
  if (values.every((value) => value === first)) return { mean: first, deviation: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/**
 * Each rater's values moved to the mean and spread of all: x' = (x − mean_r)/sd_r · sd_all + mean_all.
 *
 * To be shown beside the scores, never in their place. It takes for severity what may be a difference of the units that
 * a rater was given.
 *
 * @param byRater - values of each rater, in one unit; any number of them.
 * @returns in the order given, a value for each; `no-rating` for a rater without values, `no-variation` for one whose
 *   values are all the same: nothing tells how their scale is used.
 * @see Formula G.8.
 */
export function rescaleSeverity(byRater: readonly (readonly number[])[]): Statistic<number[]>[] {
  const all = computeMoments(byRater.flat());
  return byRater.map((values) => {
    const own = computeMoments(values);
    if (own === null || all === null) return unknown("no-rating");
    if (own.deviation === 0) return unknown("no-variation");
    return known(values.map((value) => ((value - own.mean) / own.deviation) * all.deviation + all.mean));
  });
}
