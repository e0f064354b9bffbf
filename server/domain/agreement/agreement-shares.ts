import type { RatingTable } from "./rating-table.ts";
import type { Weights } from "./weights.ts";

/** What each unit brings to Gwet's and Fleiss' coefficients; it does not depend on the other units. */
export interface AgreementShares {
  /** Σ_k r_ik (r*_ik − 1)/(r_i (r_i − 1)), 0–1: share of pairs of raters that agree; 0 for a unit with one rating. */
  readonly agreement: Float64Array;
  /** Units with two ratings or more. */
  readonly pairableCount: number;
  /** r_ik / r_i by cell: each unit's ratings add to 1. */
  readonly cellShares: Float64Array;
}

/** Time: Σ over units of (their categories)². */
export function computeAgreementShares(table: RatingTable, weights: Weights): AgreementShares {
  const agreement = new Float64Array(table.unitCount);
  const cellShares = new Float64Array(table.cellCounts.length);
  let pairableCount = 0;
  for (let unit = 0; unit < table.unitCount; unit += 1) {
    const start = table.starts[unit] as number;
    const end = table.starts[unit + 1] as number;
    const ratings = table.unitRatings[unit] as number;
    let total = 0;
    for (let a = start; a < end; a += 1) {
      const count = table.cellCounts[a] as number;
      cellShares[a] = count / ratings;
      const row = (table.cellCategories[a] as number) * weights.size;
      let credited = 0;
      for (let b = start; b < end; b += 1) {
        const weight = weights.rows[row + (table.cellCategories[b] as number)] as number;
        credited += weight * (table.cellCounts[b] as number);
      }
      total += count * (credited - 1);
    }
    if (ratings < 2) continue;
    pairableCount += 1;
    agreement[unit] = total / (ratings * (ratings - 1));
  }
  return { agreement, pairableCount, cellShares };
}

/** The means of a sample of units. */
export interface MeanShares {
  /** p_a: over units with two ratings or more; null without any. */
  readonly agreement: number | null;
  /** π_k: over units with a rating or more, by category, adding to 1. The buffer that was given. */
  readonly prevalence: Float64Array;
}

/**
 * Means of the shares when unit u counts `times[u]` times, once when left out.
 *
 * @param prevalence - a buffer of q places, overwritten.
 */
export function averageShares(
  table: RatingTable,
  shares: AgreementShares,
  { times, prevalence }: { times: Int32Array | null; prevalence: Float64Array },
): MeanShares {
  prevalence.fill(0);
  let agreement = 0;
  let pairable = 0;
  let units = 0;
  for (let unit = 0; unit < table.unitCount; unit += 1) {
    const count = times === null ? 1 : (times[unit] as number);
    if (count === 0) continue;
    units += count;
    if ((table.unitRatings[unit] as number) >= 2) {
      pairable += count;
      agreement += count * (shares.agreement[unit] as number);
    }
    const end = table.starts[unit + 1] as number;
    for (let cell = table.starts[unit] as number; cell < end; cell += 1) {
      const category = table.cellCategories[cell] as number;
      prevalence[category] = (prevalence[category] as number) + count * (shares.cellShares[cell] as number);
    }
  }
  for (let k = 0; k < prevalence.length; k += 1) prevalence[k] = (prevalence[k] as number) / units;
  return { agreement: pairable === 0 ? null : agreement / pairable, prevalence };
}
