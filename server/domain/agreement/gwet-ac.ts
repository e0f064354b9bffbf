import { computeStudentBeyond, findStudentBeyond } from "../statistics/distributions.ts";
import { averageShares, computeAgreementShares } from "./agreement-shares.ts";
import type { AgreementShares, MeanShares } from "./agreement-shares.ts";
import { computeBootstrapInterval } from "./bootstrap.ts";
import type { BootstrapInterval, BootstrapPlan } from "./bootstrap.ts";
import type { RatingTable } from "./rating-table.ts";
import { known, unknown } from "./statistic.ts";
import type { Interval, Statistic } from "./statistic.ts";
import { computeWeights } from "./weights.ts";
import type { WeightKind, Weights } from "./weights.ts";

/** A coefficient (p_a − p_e)/(1 − p_e) with what it is made of. No units. */
export interface ChanceCorrected {
  /** At most 1; 0 is what chance would give. */
  readonly coefficient: number;
  /** p_a, 0–1. */
  readonly observedAgreement: number;
  /** p_e, 0–1, below 1. */
  readonly chanceAgreement: number;
}

export interface GwetAc extends ChanceCorrected {
  /** Units with a rating or more, n ≥ 2. */
  readonly unitCount: number;
  /** Of the units as a sample of many, ≥ 0. */
  readonly standardError: number;
  /** Student's t with n − 1 degrees of freedom; the upper end is at most 1. */
  readonly interval: Interval;
  /** Two-sided p of a coefficient of 0; null when the standard error is 0 and there is nothing to test with. */
  readonly p: number | null;
}

/**
 * Gwet's AC1 (identity weights) or AC2 (others): AC = (p_a − p_e)/(1 − p_e), p_e = T_w/(q(q − 1))·Σ π_k (1 − π_k).
 *
 * A unit with one rating counts in π_k and not in p_a. When everybody gives everything the same category the
 * coefficient is 1, not undefined: p_e looks at the categories that could have been given, which is why the table needs
 * the scale.
 *
 * @param table - made with the scale of the rubric, q categories.
 * @param level - level of confidence, 0–1, 0.95 unless told otherwise.
 * @returns `no-pair`, `one-unit`; `no-variation` for a scale of one category. Time: ratings + q².
 * @see Gwet: Handbook of Inter-Rater Reliability (2014), chapters 4 and 5. Formula G.2.
 */
export function computeGwetAc(table: RatingTable, kind: WeightKind, level = 0.95): Statistic<GwetAc> {
  const made = makeGwet(table, kind);
  if (made.reason !== null) return made;
  const { shares, evaluate, factor } = made.value;
  const means = evaluate(null);
  const whole = means === null ? null : toCoefficient(means, factor);
  if (means === null || whole === null) return unknown("no-pair");
  const standardError = computeStandardError(table, shares, { ...whole, factor, prevalence: means.prevalence });
  const degrees = table.unitCount - 1;
  const { coefficient } = whole;
  const margin = standardError * findStudentBeyond(1 - level, degrees);
  return known({
    ...whole,
    unitCount: table.unitCount,
    standardError,
    interval: { low: coefficient - margin, high: Math.min(1, coefficient + margin), level },
    p: standardError === 0 ? null : computeStudentBeyond(coefficient / standardError, degrees),
  });
}

/** Bootstrap interval of AC1 or AC2 over the units with a rating or more. Time: resamples × (ratings + q). */
export function computeGwetAcInterval(
  table: RatingTable,
  kind: WeightKind,
  plan: BootstrapPlan,
): Statistic<BootstrapInterval> {
  const made = makeGwet(table, kind);
  if (made.reason !== null) return made;
  const { evaluate, factor } = made.value;
  return computeBootstrapInterval(table.unitCount, plan, (times) => {
    const means = evaluate(times);
    return means === null ? null : (toCoefficient(means, factor)?.coefficient ?? null);
  });
}

interface Prepared {
  readonly shares: AgreementShares;
  /** T_w/(q(q − 1)). */
  readonly factor: number;
  readonly evaluate: (times: Int32Array | null) => MeanShares | null;
}

function makeGwet(table: RatingTable, kind: WeightKind): Statistic<Prepared> {
  const size = table.categories.length;
  if (table.unitRatings.every((count) => count < 2)) return unknown("no-pair");
  if (table.unitCount === 1) return unknown("one-unit");
  if (size < 2) return unknown("no-variation");
  const weights: Weights = computeWeights(kind, size);
  const shares = computeAgreementShares(table, weights);
  const prevalence = new Float64Array(size);
  const evaluate = (times: Int32Array | null): MeanShares => averageShares(table, shares, { times, prevalence });
  return known({ shares, factor: weights.total / (size * (size - 1)), evaluate });
}

function toCoefficient({ agreement, prevalence }: MeanShares, factor: number): ChanceCorrected | null {
  if (agreement === null) return null;
  let spread = 0;
  for (let k = 0; k < prevalence.length; k += 1) spread += (prevalence[k] as number) * (1 - (prevalence[k] as number));
  const chance = factor * spread;
  return { coefficient: (agreement - chance) / (1 - chance), observedAgreement: agreement, chanceAgreement: chance };
}

/** Linearised: the variance of the mean of each unit's own γ_i − 2(1 − γ)(p_e|i − p_e)/(1 − p_e). */
function computeStandardError(
  table: RatingTable,
  shares: AgreementShares,
  whole: ChanceCorrected & { readonly factor: number; readonly prevalence: Float64Array },
): number {
  const { coefficient, chanceAgreement, factor, prevalence } = whole;
  const n = table.unitCount;
  let squares = 0;
  for (let unit = 0; unit < n; unit += 1) {
    let chance = 0;
    const end = table.starts[unit + 1] as number;
    for (let cell = table.starts[unit] as number; cell < end; cell += 1) {
      const absent = 1 - (prevalence[table.cellCategories[cell] as number] as number);
      chance += factor * (shares.cellShares[cell] as number) * absent;
    }
    const isPairable = (table.unitRatings[unit] as number) >= 2;
    const agreed = isPairable ? (shares.agreement[unit] as number) - chanceAgreement : 0;
    const own = ((n / shares.pairableCount) * agreed) / (1 - chanceAgreement);
    const linearised = own - (2 * (1 - coefficient) * (chance - chanceAgreement)) / (1 - chanceAgreement);
    squares += (linearised - coefficient) ** 2;
  }
  return Math.sqrt(squares / (n * (n - 1)));
}
