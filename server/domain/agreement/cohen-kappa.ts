import type { ChanceCorrected } from "./gwet-ac.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";
import { computeWeights } from "./weights.ts";
import type { WeightKind } from "./weights.ts";

/**
 * Cohen's kappa of two raters, weighted: (p_o − p_e)/(1 − p_e), p_o = Σ w_kl p_kl, p_e = Σ w_kl p_k+ p_+l.
 *
 * Unlike Scott's pi it keeps the two raters apart, so that a difference in how often they use a category raises it.
 *
 * @param contingency - q × q counts of units: row is the first rater's category, column the second's; q ≥ 2.
 * @returns `no-pair` when there is no unit, `one-unit` for one; `no-variation` when both used one same category only.
 * @throws RangeError when the table is not square.
 * @see Cohen: Educational and Psychological Measurement 20 (1960) 37–46; Psychological Bulletin 70 (1968) 213–220 for
 *   weights. Formula G.3.
 */
export function computeCohenKappa(
  contingency: readonly (readonly number[])[],
  kind: WeightKind = "identity",
): Statistic<ChanceCorrected> {
  const size = contingency.length;
  if (contingency.some((row) => row.length !== size)) throw new RangeError("Cohen's kappa: the table is not square");
  const rows = contingency.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = rows.map((_, column) => contingency.reduce((sum, row) => sum + (row[column] as number), 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  if (total < 2) return unknown(total === 0 ? "no-pair" : "one-unit");
  if (rows.some((count, at) => count === total && columns[at] === total)) return unknown("no-variation");
  const weights = computeWeights(kind, size);
  let observed = 0;
  let chance = 0;
  for (const [k, row] of contingency.entries()) {
    for (const [l, count] of row.entries()) {
      const weight = weights.rows[k * size + l] as number;
      observed += (weight * count) / total;
      chance += (weight * (rows[k] as number) * (columns[l] as number)) / (total * total);
    }
  }
  const coefficient = (observed - chance) / (1 - chance);
  return known({ coefficient, observedAgreement: observed, chanceAgreement: chance });
}
