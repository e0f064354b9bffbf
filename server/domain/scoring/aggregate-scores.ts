import { takeNearestToThird } from "../agreement/double-marking.ts";
import type { AggregationRule } from "../framework/framework.ts";
import type { ScoreValue } from "./value.ts";

/** One expert's standing score, in the order of sealing. */
export interface StandingScore {
  readonly value: ScoreValue;
  readonly level: number | null;
}

/** What a rule gives, or in words why it gives nothing. */
export type Aggregate =
  | { readonly value: ScoreValue; readonly reason: null }
  | { readonly value: null; readonly reason: "no-scores" | "not-unanimous" | "tie" | "needs-third" | "chair-decides" };

/**
 * Final value of an item by the framework's rule.
 *
 * *Not applicable* must be unanimous; *no evidence* counts as 0; *blank* is missing and left out. Halves round up, at
 * this point and nowhere before.
 *
 * @param scores - standing scores of the experts who count, in the order of sealing; may be empty.
 */
export function aggregateScores(rule: AggregationRule, scores: readonly StandingScore[]): Aggregate {
  const given = scores.filter((score) => score.value.state !== "blank");
  if (given.length === 0) return { value: null, reason: "no-scores" };
  const states = new Set(given.map((score) => score.value.state));
  if (states.has("not-applicable")) {
    return states.size === 1 ? known({ state: "not-applicable" }) : { value: null, reason: "not-unanimous" };
  }
  if (states.size === 1 && states.has("no-evidence")) return known({ state: "no-evidence" });
  return aggregateNumbers(rule, given);
}

/** Milli-points that a score counts as; null for blank and not applicable, which count as nothing. */
export function countedMilliPoints(value: ScoreValue): number | null {
  if (value.state === "number") return value.milliPoints;
  return value.state === "no-evidence" ? 0 : null;
}

/**
 * Largest minus smallest counted score, milli-points.
 *
 * @returns null when fewer than two scores count: one score has no spread.
 */
export function computeSpread(values: readonly ScoreValue[]): number | null {
  const counted = values.map(countedMilliPoints).filter((points) => points !== null);
  return counted.length < 2 ? null : Math.max(...counted) - Math.min(...counted);
}

/** Median of milli-points, halves rounded up; null when there is none. */
export function computeMedian(points: readonly number[]): number | null {
  if (points.length === 0) return null;
  const sorted = [...points].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] as number;
  if (sorted.length % 2 === 1) return upper;
  return divideHalfUp(upper + (sorted[sorted.length / 2 - 1] as number), 2);
}

function aggregateNumbers(rule: AggregationRule, given: readonly StandingScore[]): Aggregate {
  const points = given.map((score) => countedMilliPoints(score.value) as number);
  switch (rule) {
    case "median":
      return number(computeMedian(points) as number);
    case "mean":
      return number(mean(points));
    case "trimmed-mean":
      // With fewer than three there is nothing to trim.
      return number(mean(points.length < 3 ? points : [...points].sort((a, b) => a - b).slice(1, -1)));
    case "majority-level":
      return aggregateMajority(given);
    case "nearest-to-third":
      return aggregateNearestToThird(points);
    case "chair":
      return { value: null, reason: "chair-decides" };
  }
}

/** The median points of the level that most experts chose; two levels with as many are a tie, settled by talking. */
function aggregateMajority(given: readonly StandingScore[]): Aggregate {
  const byLevel = new Map<number | null, number[]>();
  for (const { value, level } of given) {
    const points = byLevel.get(level) ?? [];
    byLevel.set(level, [...points, countedMilliPoints(value) as number]);
  }
  const ordered = [...byLevel.values()].sort((a, b) => b.length - a.length);
  const [first, second] = ordered;
  if (first === undefined || first.length === second?.length) return { value: null, reason: "tie" };
  return number(computeMedian(first) as number);
}

/** Double marking: of the first two, the one nearer to the third; as near is a tie. */
function aggregateNearestToThird(points: readonly number[]): Aggregate {
  const [a, b, third] = points;
  if (a === undefined || b === undefined || third === undefined) return { value: null, reason: "needs-third" };
  const { mark, reason } = takeNearestToThird({ a, b, third });
  return mark === null ? { value: null, reason } : number(mark);
}

const mean = (points: readonly number[]): number =>
  divideHalfUp(
    points.reduce((sum, one) => sum + one, 0),
    points.length,
  );

const divideHalfUp = (sum: number, by: number): number => Math.floor((2 * sum + by) / (2 * by));

const known = (value: ScoreValue): Aggregate => ({ value, reason: null });

const number = (milliPoints: number): Aggregate => known({ state: "number", milliPoints });
