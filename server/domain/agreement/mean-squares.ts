import type { Ratings } from "./rating-table.ts";

/** Two-way analysis of variance without replication: n targets by k raters. Mean squares are in squared points. */
export interface MeanSquares {
  readonly targetCount: number;
  readonly raterCount: number;
  /** MSR: between targets, n − 1 degrees of freedom (BMS of Shrout and Fleiss). */
  readonly targets: number;
  /** MSC: between raters, k − 1 degrees (JMS). */
  readonly raters: number;
  /** MSE: what neither explains, (n − 1)(k − 1) degrees (EMS). */
  readonly error: number;
  /** MSW: within targets, n(k − 1) degrees (WMS). */
  readonly within: number;
}

/** The units that everybody rated. */
export const keepComplete = (units: readonly Ratings[]): (readonly number[])[] =>
  units.filter((ratings): ratings is readonly number[] => ratings.every((rating) => rating !== null));

/** A sum of squares that is this small a share of the total is what rounding left of 0. */
const NEGLIGIBLE_SHARE = 1e-24;

/**
 * Mean squares of a complete table. Sums of squares are of deviations, never differences of large squares.
 *
 * @param table - n ≥ 2 targets × k ≥ 2 raters.
 * @returns exactly 0 for a source that explains nothing, so that a caller can ask for it.
 * @throws RangeError for a smaller table.
 */
export function computeMeanSquares(table: readonly (readonly number[])[]): MeanSquares {
  const n = table.length;
  const k = table[0]?.length ?? 0;
  if (n < 2 || k < 2) throw new RangeError(`mean squares: ${n} targets × ${k} raters`);
  const targetMeans = table.map((row) => average(row));
  const raterMeans = Array.from({ length: k }, (_, rater) => average(table.map((row) => row[rater] as number)));
  const grand = average(targetMeans);
  let within = 0;
  let error = 0;
  for (const [target, row] of table.entries()) {
    for (const [rater, rating] of row.entries()) {
      const deviation = rating - (targetMeans[target] as number);
      within += deviation ** 2;
      error += (deviation - ((raterMeans[rater] as number) - grand)) ** 2;
    }
  }
  const targets = k * sumSquares(targetMeans, grand);
  const negligible = NEGLIGIBLE_SHARE * (targets + within);
  const divide = (squares: number, degrees: number): number => (squares <= negligible ? 0 : squares / degrees);
  return {
    targetCount: n,
    raterCount: k,
    targets: divide(targets, n - 1),
    raters: divide(n * sumSquares(raterMeans, grand), k - 1),
    error: divide(error, (n - 1) * (k - 1)),
    within: divide(within, n * (k - 1)),
  };
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const sumSquares = (values: readonly number[], center: number): number =>
  values.reduce((sum, value) => sum + (value - center) ** 2, 0);
