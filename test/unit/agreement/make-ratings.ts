import fc from "fast-check";
import type { Ratings } from "#domain/agreement/rating-table.ts";

/** Units × raters with holes: 1–12 units, 2–5 raters, whole ratings 0–4. */
export const sparseUnits: fc.Arbitrary<Ratings[]> = fc.integer({ min: 2, max: 5 }).chain((raters) => {
  const rating = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 3 });
  return fc.array(fc.array(rating, { minLength: raters, maxLength: raters }), { minLength: 1, maxLength: 12 });
});

/** The same without holes, 2 units at least. */
export const completeUnits: fc.Arbitrary<number[][]> = fc.integer({ min: 2, max: 5 }).chain((raters) => {
  const row = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: raters, maxLength: raters });
  return fc.array(row, { minLength: 2, maxLength: 12 });
});

/** The same things in another order, with the order. */
export const shuffled = <T>(things: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...things], { minLength: things.length, maxLength: things.length });

/** A seed of 64 digits for a small number. */
export const toSeed = (number: number): string => number.toString(16).padStart(64, "0");
