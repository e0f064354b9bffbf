import { computeChiSquareAbove } from "../statistics/distributions.ts";
import { keepComplete } from "./mean-squares.ts";
import type { Ratings } from "./rating-table.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";

export interface KendallW {
  /** 0 (the rank sums are all the same) to 1 (all raters rank alike). No unit. */
  readonly w: number;
  /** m(n − 1)W. */
  readonly chiSquare: number;
  /** n − 1. */
  readonly degrees: number;
  /** Of W = 0, by the chi-square distribution, which is rough below about seven units. */
  readonly p: number;
  /** Units that every rater rated, n ≥ 2. */
  readonly unitCount: number;
  /** Units with a rating and not from everybody, which are left out. */
  readonly droppedCount: number;
  /** m ≥ 2. */
  readonly raterCount: number;
}

/**
 * Kendall's coefficient of concordance, W = 12 S / (m²(n³ − n) − m Σ(t³ − t)): whether raters put units in one order.
 *
 * Only the order counts: severity and the use of the scale do not. Ties get mid-ranks and the correction.
 *
 * @param units - units × raters, any scale that orders. A rater without any rating is left out.
 * @returns `one-rater`; `incomplete` for fewer than two units rated by all; `all-tied` when no rater told units apart.
 *   Time: raters × units × log units.
 * @see Kendall, Babington Smith: Annals of Mathematical Statistics 10 (1939) 275–287. Formula G.5.
 */
export function computeKendallW(units: readonly Ratings[]): Statistic<KendallW> {
  const rated = units.filter((ratings) => ratings.some((rating) => rating !== null));
  const raters = (rated[0] ?? []).flatMap((_, rater) => (rated.some((unit) => unit[rater] !== null) ? [rater] : []));
  const m = raters.length;
  if (m < 2) return unknown("one-rater");
  const complete = keepComplete(rated.map((unit) => raters.map((rater) => unit[rater] ?? null)));
  const n = complete.length;
  if (n < 2) return unknown("incomplete");
  const rankSums = new Float64Array(n);
  let ties = 0;
  for (let rater = 0; rater < m; rater += 1) {
    const ranked = computeMidRanks(complete.map((ratings) => ratings[rater] as number));
    for (const [unit, rank] of ranked.ranks.entries()) rankSums[unit] = (rankSums[unit] as number) + rank;
    ties += ranked.ties;
  }
  const mean = (m * (n + 1)) / 2;
  const squares = rankSums.reduce((sum, rankSum) => sum + (rankSum - mean) ** 2, 0);
  const most = m * m * (n ** 3 - n) - m * ties;
  if (most === 0) return unknown("all-tied");
  const w = (12 * squares) / most;
  const chiSquare = m * (n - 1) * w;
  const degrees = n - 1;
  const counts = { unitCount: n, droppedCount: rated.length - n, raterCount: m };
  return known({ w, chiSquare, degrees, p: computeChiSquareAbove(chiSquare, degrees), ...counts });
}

/** Ranks from 1, equal values sharing the mean of theirs, and Σ(t³ − t) over groups of t equal values. */
function computeMidRanks(values: readonly number[]): { ranks: Float64Array; ties: number } {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at] as number] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
}
