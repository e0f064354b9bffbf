/**
 * Why a statistic has no value. The words for each stand in the catalogues (`agreement:reason.…`).
 *
 * - `no-rating`: nothing was rated.
 * - `one-rater`: fewer than two raters gave ratings.
 * - `no-pair`: no unit was rated by two.
 * - `one-unit`: a single unit can be compared: it has a spread, not a coefficient.
 * - `no-variation`: every rating is the same, so that chance alone would agree as well.
 * - `all-tied`: each rater gave all units the same, so that nobody ranked anything.
 * - `incomplete`: fewer than two units were rated by every rater.
 * - `no-levels`: the rubric has no levels that could be counted.
 * - `mixed-levels`: the indicators together have rubrics of different numbers of levels.
 * - `no-unit-variance`: units do not differ in the mean by more than raters do, so that a mean has nothing to tell
 *   apart.
 * - `no-residual`: raters differ by nothing but a constant, so that a variance ratio has nothing to divide by.
 * - `no-degrees`: the estimated degrees of freedom are 0, so that there is no interval.
 * - `few-resamples`: too many resamples have no value themselves for an interval to say something.
 */
export const UNDEFINED_REASONS = [
  "no-rating",
  "one-rater",
  "no-pair",
  "one-unit",
  "no-variation",
  "all-tied",
  "incomplete",
  "no-levels",
  "mixed-levels",
  "no-unit-variance",
  "no-residual",
  "no-degrees",
  "few-resamples",
] as const;

export type UndefinedReason = (typeof UNDEFINED_REASONS)[number];

/** A statistic, or why there is none: never 0 and never NaN in its place. */
export type Statistic<T> =
  { readonly value: T; readonly reason: null } | { readonly value: null; readonly reason: UndefinedReason };

export const known = <T>(value: T): Statistic<T> => ({ value, reason: null });

export const unknown = (reason: UndefinedReason): Statistic<never> => ({ value: null, reason });

/** The same statistic in another form; a reason stays. */
export function mapStatistic<T, U>(statistic: Statistic<T>, map: (value: T) => U): Statistic<U> {
  return statistic.reason === null ? known(map(statistic.value)) : statistic;
}

/** Both ends of an interval at a stated level. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Level of confidence, 0–1, no unit: 0.95. */
  readonly level: number;
}
