import type { Ratings } from "#domain/agreement/rating-table.ts";

/** Numbers by name as the files of vectors hold them, at any depth. */
export type Numbers = { readonly [name: string]: number | readonly number[] | Numbers };

/** Raters × units, as the files have them, to units × raters; labels become numbers in their order. */
export function toUnits(byRater: readonly (readonly (number | string | null)[])[]): Ratings[] {
  const labels = [...new Set(byRater.flat())].filter((one) => typeof one === "string").sort();
  const toRating = (one: number | string | null): number | null =>
    typeof one === "string" ? labels.indexOf(one) : one;
  return byRater[0]!.map((_, unit) => byRater.map((ratings) => toRating(ratings[unit] ?? null)));
}

/** One unit for each count of a contingency table: the first rater's category is the row. */
export function expandContingency(contingency: readonly (readonly number[])[]): Ratings[] {
  return contingency.flatMap((counts, row) =>
    counts.flatMap((count, column) => Array.from({ length: count }, () => [row, column])),
  );
}

/**
 * Where numbers differ from those expected.
 *
 * @param expected - every number in it must be there; what it does not name is not looked at.
 * @returns a line for each that is missing or further off than the tolerance, absolute.
 */
export function listDeviations(numbers: Numbers, expected: Numbers, tolerance: number): string[] {
  return Object.entries(expected).flatMap(([name, value]): string[] => {
    const found = numbers[name];
    if (typeof value === "number") {
      const isNear = typeof found === "number" && Math.abs(found - value) <= tolerance;
      return isNear ? [] : [`${name}: ${JSON.stringify(found)}, not ${value}`];
    }
    if (found === undefined || typeof found === "number") return [`${name}: ${found}, not ${JSON.stringify(value)}`];
    const [inner, outer] = [found, value].map((one) => ({ ...one }) as Numbers);
    return listDeviations(inner!, outer!, tolerance).map((line) => `${name}.${line}`);
  });
}
