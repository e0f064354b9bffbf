/** One unit's ratings, a place for each rater; null: not rated. Numbers are values of the scale, in any one unit. */
export type Ratings = readonly (number | null)[];

/**
 * Ratings counted by unit and category, sparse: what every coefficient but the rank and variance ones is made from.
 *
 * Cells of unit u are those from `starts[u]` to before `starts[u + 1]`, by ascending category.
 */
export interface RatingTable {
  /** Values of the scale, ascending; a category is a place in it. */
  readonly categories: readonly number[];
  /** Units with a rating at least; units without any are left out. */
  readonly unitCount: number;
  /** Raters with a rating at least. */
  readonly raterCount: number;
  readonly ratingCount: number;
  readonly starts: Int32Array;
  readonly cellCategories: Int32Array;
  /** How many raters gave unit u that category, r_uk ≥ 1. */
  readonly cellCounts: Int32Array;
  /** Ratings of each unit, m_u ≥ 1. */
  readonly unitRatings: Int32Array;
}

/**
 * Counts ratings by unit and category.
 *
 * Who gave a rating is not kept: these coefficients do not change when two raters of a unit swap theirs.
 *
 * @param units - units × raters, all rows as long; missing ratings are null, and a row of nulls is left out.
 * @param scale - all values that could be given, ascending; left out: the values that were given. Coefficients that
 *   depend on the number of categories (`computeGwetAc`) need the scale of the rubric.
 * @throws RangeError when rows differ in length, or a rating is no number or not on the scale.
 */
export function tabulateRatings(units: readonly Ratings[], scale?: readonly number[]): RatingTable {
  const categories = scale ?? listCategories(units);
  const places = new Map(categories.map((value, place) => [value, place]));
  const raterCount = units[0]?.length ?? 0;
  const active = new Set<number>();
  const rows: number[][] = [];
  for (const [unit, ratings] of units.entries()) {
    if (ratings.length !== raterCount) {
      throw new RangeError(`rating table: unit ${unit} has ${ratings.length} places, unit 0 has ${raterCount}`);
    }
    const row: number[] = [];
    for (const [rater, rating] of ratings.entries()) {
      if (rating === null) continue;
      const place = places.get(rating);
      if (place === undefined) throw new RangeError(`rating table: ${rating} of unit ${unit} is not on the scale`);
      row.push(place);
      active.add(rater);
    }
    if (row.length > 0) rows.push(row.sort((a, b) => a - b));
  }
  return { categories, raterCount: active.size, ...packRows(rows) };
}

/** The same table without the units that have one rating: they can be compared with nothing. */
export function keepPairable(table: RatingTable): RatingTable {
  if (table.unitRatings.every((count) => count >= 2)) return table;
  const rows: number[][] = [];
  for (let unit = 0; unit < table.unitCount; unit += 1) {
    if ((table.unitRatings[unit] as number) >= 2) rows.push(listUnitCategories(table, unit));
  }
  return { categories: table.categories, raterCount: table.raterCount, ...packRows(rows) };
}

/** Ratings in each category; `times` says how often each unit counts, once when left out. */
export function countCategories(table: RatingTable, times: Int32Array | null, counts: Float64Array): Float64Array {
  counts.fill(0);
  for (let unit = 0; unit < table.unitCount; unit += 1) {
    const count = times === null ? 1 : (times[unit] as number);
    if (count === 0) continue;
    const end = table.starts[unit + 1] as number;
    for (let cell = table.starts[unit] as number; cell < end; cell += 1) {
      const category = table.cellCategories[cell] as number;
      counts[category] = (counts[category] as number) + count * (table.cellCounts[cell] as number);
    }
  }
  return counts;
}

function listCategories(units: readonly Ratings[]): number[] {
  const values = new Set<number>();
  for (const ratings of units) {
    for (const rating of ratings) {
      if (rating === null) continue;
      if (!Number.isFinite(rating)) throw new RangeError(`rating table: ${rating} is not a number of a scale`);
      values.add(rating);
    }
  }
  return [...values].sort((a, b) => a - b);
}

function listUnitCategories(table: RatingTable, unit: number): number[] {
  const row: number[] = [];
  for (let cell = table.starts[unit] as number; cell < (table.starts[unit + 1] as number); cell += 1) {
    for (let n = 0; n < (table.cellCounts[cell] as number); n += 1) row.push(table.cellCategories[cell] as number);
  }
  return row;
}

/** @param rows - categories of each unit, ascending, at least one each. */
function packRows(rows: readonly (readonly number[])[]): Omit<RatingTable, "categories" | "raterCount"> {
  const ratingCount = rows.reduce((sum, row) => sum + row.length, 0);
  const starts = new Int32Array(rows.length + 1);
  const cellCategories = new Int32Array(ratingCount);
  const cellCounts = new Int32Array(ratingCount);
  let cells = 0;
  for (const [unit, row] of rows.entries()) {
    for (const [at, category] of row.entries()) {
      if (at === 0 || category !== row[at - 1]) {
        cellCategories[cells] = category;
        cells += 1;
      }
      cellCounts[cells - 1] = (cellCounts[cells - 1] as number) + 1;
    }
    starts[unit + 1] = cells;
  }
  const unitRatings = Int32Array.from(rows, (row) => row.length);
  return { unitCount: rows.length, ratingCount, starts, cellCategories, cellCounts, unitRatings };
}
