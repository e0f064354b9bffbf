import { countCategories } from "./rating-table.ts";
import type { RatingTable } from "./rating-table.ts";

/** Squared difference δ²_ck ≥ 0 of two values of the scale; symmetric, 0 for equal ones. */
export type Distance = (c: number, k: number) => number;

/**
 * How far two values are apart: `nominal` 1 for different ones, `ordinal` (Σ_{g=c..k} n_g − (n_c + n_k)/2)², `interval`
 * (c − k)², `ratio` ((c − k)/(c + k))², or a squared difference of one's own.
 */
export type Metric = "nominal" | "ordinal" | "interval" | "ratio" | Distance;

export interface DisagreementSums {
  /** Σ_{c<k} o_ck δ²_ck: pairs within units, each unit's divided by m_u − 1. */
  readonly observed: number;
  /** Σ_{c<k} n_c n_k δ²_ck: all pairs. Exactly 0 when there is one category. */
  readonly expected: number;
  readonly ratingCount: number;
}

/**
 * The sums of alpha as a function of how often each unit counts, for one value and for each resample of a bootstrap.
 *
 * Interval and ordinal need no coincidence matrix: with positions x,
 * Σ_{c<k} n_c n_k (x_c − x_k)² = n Σ n_c (x_c − x̄)², and the ordinal difference is that of the mid-ranks, which follow
 * from the counts.
 *
 * @param table - units with two ratings or more.
 */
export function makeDisagreement(table: RatingTable, metric: Metric): (times: Int32Array | null) => DisagreementSums {
  if (metric === "ordinal") return makeOrdinal(table);
  const distance = toDistance(table, metric);
  const byUnit = computeUnitDisagreements(table, distance);
  const counts = new Float64Array(table.categories.length);
  return (times) => {
    countCategories(table, times, counts);
    const ratingCount = sum(counts);
    return { observed: sumUnits(byUnit, times), expected: computeExpected(table, metric, counts), ratingCount };
  };
}

function makeOrdinal(table: RatingTable): (times: Int32Array | null) => DisagreementSums {
  const counts = new Float64Array(table.categories.length);
  const ranks = new Float64Array(counts.length);
  const byUnit = new Float64Array(table.unitCount);
  return (times) => {
    countCategories(table, times, counts);
    let before = 0;
    for (let category = 0; category < counts.length; category += 1) {
      const count = counts[category] as number;
      ranks[category] = before + count / 2;
      before += count;
    }
    for (let unit = 0; unit < table.unitCount; unit += 1) {
      if (times === null || times[unit] !== 0) byUnit[unit] = computeSquaredSpread(table, unit, ranks);
    }
    return { observed: sumUnits(byUnit, times), expected: computeSpreadOfAll(counts, ranks), ratingCount: before };
  };
}

/** Σ over pairs of (x_i − x_j)², divided by m − 1. Ranks are halves, so that nothing is lost below 10^7 ratings. */
function computeSquaredSpread(table: RatingTable, unit: number, positions: Float64Array): number {
  let total = 0;
  let squares = 0;
  const end = table.starts[unit + 1] as number;
  for (let cell = table.starts[unit] as number; cell < end; cell += 1) {
    const position = positions[table.cellCategories[cell] as number] as number;
    const count = table.cellCounts[cell] as number;
    total += count * position;
    squares += count * position * position;
  }
  const ratings = table.unitRatings[unit] as number;
  return (ratings * squares - total * total) / (ratings - 1);
}

function toDistance(table: RatingTable, metric: Exclude<Metric, "ordinal">): Distance {
  if (typeof metric === "function") return metric;
  if (metric === "nominal") return (c, k) => (c === k ? 0 : 1);
  if (metric === "interval") return (c, k) => (c - k) ** 2;
  if ((table.categories[0] ?? 0) < 0) throw new RangeError("alpha: a ratio scale has no values below 0");
  return (c, k) => (c === k ? 0 : ((c - k) / (c + k)) ** 2);
}

function computeUnitDisagreements(table: RatingTable, distance: Distance): Float64Array {
  const byUnit = new Float64Array(table.unitCount);
  const { starts, cellCategories, cellCounts, categories } = table;
  for (let unit = 0; unit < table.unitCount; unit += 1) {
    let total = 0;
    for (let a = starts[unit] as number; a < (starts[unit + 1] as number); a += 1) {
      const value = categories[cellCategories[a] as number] as number;
      for (let b = a + 1; b < (starts[unit + 1] as number); b += 1) {
        const pairs = (cellCounts[a] as number) * (cellCounts[b] as number);
        total += pairs * distance(value, categories[cellCategories[b] as number] as number);
      }
    }
    byUnit[unit] = total / ((table.unitRatings[unit] as number) - 1);
  }
  return byUnit;
}

function computeExpected(table: RatingTable, metric: Exclude<Metric, "ordinal">, counts: Float64Array): number {
  if (metric === "interval") return computeSpreadOfAll(counts, table.categories);
  if (metric === "nominal") {
    const total = sum(counts);
    return counts.reduce((rest, count) => rest - count * count, total * total) / 2;
  }
  const distance = toDistance(table, metric);
  let expected = 0;
  for (const [c, value] of table.categories.entries()) {
    if (counts[c] === 0) continue;
    for (let k = c + 1; k < counts.length; k += 1) {
      if (counts[k] === 0) continue;
      expected += (counts[c] as number) * (counts[k] as number) * distance(value, table.categories[k] as number);
    }
  }
  return expected;
}

/** n Σ n_c (x_c − x̄)², and exactly 0 for a single category, where rounding of the mean would leave a rest. */
function computeSpreadOfAll(counts: Float64Array, positions: ArrayLike<number>): number {
  const total = sum(counts);
  if (counts.includes(total)) return 0;
  let weighted = 0;
  for (let c = 0; c < counts.length; c += 1) weighted += (counts[c] as number) * (positions[c] as number);
  const mean = weighted / total;
  let squares = 0;
  for (let c = 0; c < counts.length; c += 1) squares += (counts[c] as number) * ((positions[c] as number) - mean) ** 2;
  return total * squares;
}

function sumUnits(byUnit: Float64Array, times: Int32Array | null): number {
  if (times === null) return sum(byUnit);
  let total = 0;
  for (let unit = 0; unit < byUnit.length; unit += 1) {
    const count = times[unit] as number;
    if (count !== 0) total += count * (byUnit[unit] as number);
  }
  return total;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at] as number;
  return total;
}
