import { computeFAbove, findFAbove } from "../statistics/distributions.ts";
import type { FDegrees } from "../statistics/distributions.ts";
import { computeMeanSquares, keepComplete } from "./mean-squares.ts";
import type { MeanSquares } from "./mean-squares.ts";
import type { Ratings } from "./rating-table.ts";
import { known, mapStatistic, unknown } from "./statistic.ts";
import type { Interval, Statistic } from "./statistic.ts";

/**
 * (1,·): each target has raters of its own; (2,·): raters are a sample, their severity counts as disagreement;
 * (3,·): these raters and no others, severity does not count. (·,1): one rater's score; (·,k): the mean of all k.
 */
export type IccForm = "1,1" | "2,1" | "3,1" | "1,k" | "2,k" | "3,k";

export const ICC_FORMS: readonly IccForm[] = ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"];

/** A denominator that is this small a share of the mean squares is what rounding left of 0. */
const NEGLIGIBLE_SHARE = 1e-12;

/** Test of a correlation of 0, and the interval that belongs to it. */
export interface IccTest {
  readonly f: number;
  readonly degrees: FDegrees;
  /** One-sided, 0–1. */
  readonly p: number;
  readonly interval: Interval;
}

export interface Icc {
  /** At most 1, no unit; may be below 0. */
  readonly icc: number;
  /** `no-residual` when the error is 0, `no-degrees` when the degrees of freedom of form 2 come out as 0. */
  readonly test: Statistic<IccTest>;
  /** Units that it was computed on, n ≥ 2: those that every rater rated. */
  readonly unitCount: number;
  /** Units with a rating and not from everybody. They are left out: a two-way table has no holes. */
  readonly droppedCount: number;
  readonly raterCount: number;
}

/**
 * Intraclass correlation of Shrout and Fleiss in one of its six forms.
 *
 * Units that lack a rating are dropped and counted; where hardly any is complete this says so instead of guessing.
 *
 * @param units - units × raters, in one unit of points. A rater without any rating is left out.
 * @param level - level of confidence, 0–1, 0.95 unless told otherwise.
 * @returns `one-rater`, `incomplete` for fewer than two complete units, `no-variation` when all ratings are the same,
 *   `no-unit-variance` when units do not differ in the mean by more than ratings of one unit do. Time: units × raters.
 * @see Shrout, Fleiss: Psychological Bulletin 86 (1979) 420–428. Formula G.4.
 */
export function computeIcc(units: readonly Ratings[], form: IccForm, level = 0.95): Statistic<Icc> {
  const rated = units.filter((ratings) => ratings.some((rating) => rating !== null));
  const raters = (rated[0] ?? []).flatMap((_, rater) => (rated.some((unit) => unit[rater] !== null) ? [rater] : []));
  if (raters.length < 2) return unknown("one-rater");
  const complete = keepComplete(rated.map((unit) => raters.map((rater) => unit[rater] ?? null)));
  if (complete.length < 2) return unknown("incomplete");
  const squares = computeMeanSquares(complete);
  const icc = toIcc(squares, form);
  if (icc === null) return unknown(squares.within > 0 ? "no-unit-variance" : "no-variation");
  const counts = {
    unitCount: complete.length,
    droppedCount: rated.length - complete.length,
    raterCount: raters.length,
  };
  return known({ icc, test: computeTest(squares, form, level), ...counts });
}

/**
 * Null when its denominator, the estimated variance of all ratings or of the targets' means, is not above 0: that of a
 * mean of k may come out below 0, and what would follow looks like a correlation and is none.
 */
function toIcc({ targetCount: n, raterCount: k, ...squares }: MeanSquares, form: IccForm): number | null {
  const { targets, raters, error, within } = squares;
  const negligible = NEGLIGIBLE_SHARE * (targets + raters + error);
  const divide = (above: number, below: number): number | null => (below <= negligible ? null : above / below);
  switch (form) {
    case "1,1":
      return divide(targets - within, targets + (k - 1) * within);
    case "2,1":
      return divide(targets - error, targets + (k - 1) * error + (k * (raters - error)) / n);
    case "3,1":
      return divide(targets - error, targets + (k - 1) * error);
    case "1,k":
      return divide(targets - within, targets);
    case "2,k":
      return divide(targets - error, targets + (raters - error) / n);
    case "3,k":
      return divide(targets - error, targets);
  }
}

function computeTest(squares: MeanSquares, form: IccForm, level: number): Statistic<IccTest> {
  const { targetCount: n, raterCount: k, targets } = squares;
  const [family, kind] = form.split(",") as ["1" | "2" | "3", "1" | "k"];
  const residual = family === "1" ? squares.within : squares.error;
  if (residual === 0) return unknown("no-residual");
  const f = targets / residual;
  const degrees = { numerator: n - 1, denominator: family === "1" ? n * (k - 1) : (n - 1) * (k - 1) };
  const single = family === "2" ? findRandomEnds(squares, level) : findEnds(f, degrees, { k, level });
  return mapStatistic(single, (ends) => {
    // The mean of k raters by Spearman and Brown, which keeps the order of the ends.
    const [low, high] = kind === "1" ? ends : ends.map((end) => (k * end) / (1 + (k - 1) * end));
    return { f, degrees, p: computeFAbove(f, degrees), interval: { low: low as number, high: high as number, level } };
  });
}

/** Ends for forms 1 and 3: F/F* and F·F* put into (F − 1)/(F + k − 1). */
function findEnds(f: number, degrees: FDegrees, { k, level }: { k: number; level: number }): Statistic<number[]> {
  const share = (1 - level) / 2;
  const swapped = { numerator: degrees.denominator, denominator: degrees.numerator };
  const [low, high] = [f / findFAbove(share, degrees), f * findFAbove(share, swapped)];
  return known([low, high].map((one) => (one - 1) / (one + k - 1)));
}

/** Ends for form 2, with degrees of freedom after Satterthwaite as Shrout and Fleiss print them. */
function findRandomEnds(squares: MeanSquares, level: number): Statistic<number[]> {
  const { targetCount: n, raterCount: k, targets, raters, error } = squares;
  const icc = toIcc(squares, "2,1");
  if (icc === null) return unknown("no-variation");
  const ratio = raters / error;
  const rest = n * (1 + (k - 1) * icc) - k * icc;
  const above = (k - 1) * (n - 1) * (k * icc * ratio + rest) ** 2;
  const under = (n - 1) * k ** 2 * icc ** 2 * ratio ** 2 + rest ** 2;
  if (above <= NEGLIGIBLE_SHARE * under) return unknown("no-degrees");
  const share = (1 - level) / 2;
  const free = above / under;
  const lower = findFAbove(share, { numerator: n - 1, denominator: free });
  const upper = findFAbove(share, { numerator: free, denominator: n - 1 });
  const spread = k * raters + (k * n - k - n) * error;
  return known([
    (n * (targets - lower * error)) / (lower * spread + n * targets),
    (n * (upper * targets - error)) / (spread + n * upper * targets),
  ]);
}
