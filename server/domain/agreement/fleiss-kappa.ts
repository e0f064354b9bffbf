import { averageShares, computeAgreementShares } from "./agreement-shares.ts";
import type { ChanceCorrected } from "./gwet-ac.ts";
import type { RatingTable } from "./rating-table.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";
import { computeWeights } from "./weights.ts";
import type { WeightKind } from "./weights.ts";

/**
 * Fleiss' kappa, (p_a − p_e)/(1 − p_e) with p_e = Σ_kl w_kl π_k π_l, for any number of raters and missing ratings.
 *
 * With two raters and nothing missing it is Scott's pi.
 *
 * @returns `no-pair`, `one-unit`, or `no-variation` when one category was used. Time: ratings + q².
 * @see Fleiss: Psychological Bulletin 76 (1971) 378–382; Gwet (2014), chapter 2, for missing ratings. Formula G.3.
 */
export function computeFleissKappa(table: RatingTable, kind: WeightKind = "identity"): Statistic<ChanceCorrected> {
  const size = table.categories.length;
  if (table.unitRatings.every((count) => count < 2)) return unknown("no-pair");
  if (table.unitCount === 1) return unknown("one-unit");
  if (size < 2) return unknown("no-variation");
  const weights = computeWeights(kind, size);
  const prevalence = new Float64Array(size);
  const shares = computeAgreementShares(table, weights);
  const { agreement } = averageShares(table, shares, { times: null, prevalence });
  if (agreement === null) return unknown("no-pair");
  if (prevalence.filter((share) => share > 0).length < 2) return unknown("no-variation");
  let chance = 0;
  for (let k = 0; k < size; k += 1) {
    for (let l = 0; l < size; l += 1) {
      chance += (weights.rows[k * size + l] as number) * (prevalence[k] as number) * (prevalence[l] as number);
    }
  }
  const coefficient = (agreement - chance) / (1 - chance);
  return known({ coefficient, observedAgreement: agreement, chanceAgreement: chance });
}

/**
 * Fleiss' kappa of one category against all others together: whether raters agree on what belongs to it.
 *
 * @param category - place on the table's scale.
 * @returns as `computeFleissKappa`; `no-variation` when the category was never or always given.
 * @see Fleiss (1971), section on individual categories.
 */
export function computeCategoryKappa(table: RatingTable, category: number): Statistic<ChanceCorrected> {
  return computeFleissKappa(toDichotomy(table, category));
}

/** The same ratings on the scale 0 (another category), 1 (this one). */
function toDichotomy(table: RatingTable, category: number): RatingTable {
  const starts = new Int32Array(table.unitCount + 1);
  const cellCategories: number[] = [];
  const cellCounts: number[] = [];
  for (let unit = 0; unit < table.unitCount; unit += 1) {
    let inside = 0;
    for (let cell = table.starts[unit] as number; cell < (table.starts[unit + 1] as number); cell += 1) {
      if (table.cellCategories[cell] === category) inside = table.cellCounts[cell] as number;
    }
    const outside = (table.unitRatings[unit] as number) - inside;
    for (const [place, count] of [outside, inside].entries()) {
      if (count === 0) continue;
      cellCategories.push(place);
      cellCounts.push(count);
    }
    starts[unit + 1] = cellCounts.length;
  }
  const cells = { cellCategories: Int32Array.from(cellCategories), cellCounts: Int32Array.from(cellCounts) };
  return { ...table, categories: [0, 1], starts, ...cells };
}
