import { countCategories, keepPairable } from "./rating-table.ts";
import type { RatingTable } from "./rating-table.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";
import { computeWeights } from "./weights.ts";
import type { WeightKind } from "./weights.ts";

/**
 * Standard error of alpha with agreement weights in place of a metric, linearised over units.
 *
 * For comparison with programs that print it; intervals of alpha come from the bootstrap.
 *
 * @returns ≥ 0, no unit; `no-pair`, `one-unit` or `no-variation` as alpha itself. Time: ratings·q + q².
 * @see Gwet: Handbook of Inter-Rater Reliability (2014), chapter 5, variance of Krippendorff's coefficient.
 */
export function computeAlphaStandardError(table: RatingTable, kind: WeightKind): Statistic<number> {
  const pairable = keepPairable(table);
  const { unitCount: n, ratingCount } = pairable;
  if (n === 0) return unknown("no-pair");
  if (n === 1) return unknown("one-unit");
  const size = pairable.categories.length;
  const counts = countCategories(pairable, null, new Float64Array(size));
  if (counts.includes(ratingCount)) return unknown("no-variation");
  const weights = computeWeights(kind, size);
  const shares = counts.map((count) => count / ratingCount);
  const credits = shares.map((_, k) =>
    shares.reduce((sum, share, l) => sum + share * weightAt(weights.rows, size, k, l), 0),
  );
  const chance = shares.reduce((sum, share, k) => sum + share * (credits[k] as number), 0);
  const meanRatings = ratingCount / n;
  const units = Array.from({ length: n }, (_, unit) => readUnit(pairable, unit, { rows: weights.rows, size, credits }));
  const scaled = units.map(({ agreed, ratings }) => agreed / (meanRatings * (ratings - 1)));
  const observed = scaled.reduce((sum, one) => sum + one, 0) / n;
  const coefficient = (observed - chance) / (1 - chance);
  let squares = 0;
  for (const [at, { ratings, credit }] of units.entries()) {
    const excess = (ratings - meanRatings) / meanRatings;
    const own = ((scaled[at] as number) - observed * excess - chance) / (1 - chance);
    const byChance = credit / meanRatings - chance * excess;
    const linearised = own - (2 * (1 - coefficient) * (byChance - chance)) / (1 - chance);
    squares += (linearised - coefficient) ** 2;
  }
  return known(Math.sqrt(squares / (n * (n - 1))));
}

interface UnitSums {
  /** m_u. */
  readonly ratings: number;
  /** Σ_k r_k (r*_k − 1). */
  readonly agreed: number;
  /** Σ_k r_k Σ_l w_kl π_l. */
  readonly credit: number;
}

function readUnit(
  table: RatingTable,
  unit: number,
  { rows, size, credits }: { rows: Float64Array; size: number; credits: Float64Array },
): UnitSums {
  const [start, end] = [table.starts[unit] as number, table.starts[unit + 1] as number];
  let agreed = 0;
  let credit = 0;
  for (let a = start; a < end; a += 1) {
    const k = table.cellCategories[a] as number;
    const count = table.cellCounts[a] as number;
    let weighted = 0;
    for (let b = start; b < end; b += 1) {
      weighted += (table.cellCounts[b] as number) * weightAt(rows, size, k, table.cellCategories[b] as number);
    }
    agreed += count * (weighted - 1);
    credit += count * (credits[k] as number);
  }
  return { ratings: table.unitRatings[unit] as number, agreed, credit };
}

const weightAt = (rows: Float64Array, size: number, k: number, l: number): number => rows[k * size + l] as number;
