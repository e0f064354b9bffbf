import type { ScoreValue } from "../scoring/value.ts";
import { computeSpread } from "../scoring/aggregate-scores.ts";

/** What stands between an item and its final score. */
export type OpenCondition = "silent-members" | "open-questions" | "wide-spread" | "no-value";

export interface ItemStanding {
  /** Standing panel scores with their state. */
  readonly scores: readonly { state: string; value: ScoreValue }[];
  /** Questions on the evidence that nobody has resolved. */
  readonly openQuestions: number;
  readonly maxMilliPoints: number;
  readonly toleranceShareBasisPoints: number;
  /** Whether the framework's rule gives a value. */
  readonly hasValue: boolean;
}

/** Largest spread that counts as agreement, milli-points. */
export function computeTolerance(maxMilliPoints: number, shareBasisPoints: number): number {
  return Math.floor((maxMilliPoints * shareBasisPoints) / 10_000);
}

/**
 * Conditions that are not met, in the order in which a chair would settle them. *Ready* is the empty list; it is
 * computed and never stored.
 *
 * A wide spread can be finalised with a reason; the others cannot.
 */
export function listOpenConditions(standing: ItemStanding): OpenCondition[] {
  const conditions: OpenCondition[] = [];
  if (standing.scores.some((score) => score.state === "opened")) conditions.push("silent-members");
  if (standing.openQuestions > 0) conditions.push("open-questions");
  const spread = computeSpread(standing.scores.map((score) => score.value));
  const tolerance = computeTolerance(standing.maxMilliPoints, standing.toleranceShareBasisPoints);
  if (spread !== null && spread > tolerance) conditions.push("wide-spread");
  if (!standing.hasValue) conditions.push("no-value");
  return conditions;
}
