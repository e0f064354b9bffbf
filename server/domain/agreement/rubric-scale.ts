import type { ScoredIndicator } from "../scoring/check-score.ts";
import { findLevel, findShareMilliPoints } from "../scoring/rubric.ts";
import type { Rubric } from "../scoring/rubric.ts";

/** The categories of a rubric, which coefficients that count categories look at: 0 … size − 1 from the lowest. */
export interface RubricScale {
  /** q ≥ 2. */
  readonly size: number;
  /** The category of some milli-points; null for points that the rubric does not give. */
  readonly find: (milliPoints: number) => number | null;
}

/** More sums than this are no categories that a person tells apart. */
const SUMS_MAX = 64;

/**
 * Categories of an indicator: the levels of a grade or a range, the different sums that the parts of a checklist make.
 *
 * Points inside one level of a range are one category: the level is what the rubric describes.
 *
 * @returns null for a ratio, imported points, or a checklist of more than 64 sums: there is nothing to count.
 */
export function findRubricScale({ rubric, maxMilliPoints }: ScoredIndicator): RubricScale | null {
  if (rubric === null || rubric.kind === "ratio") return null;
  if (rubric.kind === "checklist") return toSumScale(listSums(rubric.parts, maxMilliPoints));
  return { size: rubric.levels.length, find: (milliPoints) => findLevel(rubric, milliPoints, maxMilliPoints) };
}

function toSumScale(sums: readonly number[] | null): RubricScale | null {
  if (sums === null || sums.length < 2) return null;
  const places = new Map(sums.map((sum, place) => [sum, place]));
  return { size: sums.length, find: (milliPoints) => places.get(milliPoints) ?? null };
}

/** Ascending, from 0 for no part to the maximum for all; null when there are too many. */
function listSums(parts: Extract<Rubric, { kind: "checklist" }>["parts"], maxMilliPoints: number): number[] | null {
  let sums = new Set([0]);
  for (const { share } of parts) {
    const points = findShareMilliPoints(share, maxMilliPoints) ?? 0;
    sums = new Set([...sums, ...[...sums].map((sum) => sum + points)]);
    if (sums.size > SUMS_MAX) return null;
  }
  return [...sums].sort((a, b) => a - b);
}
