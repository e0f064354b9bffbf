import { type AllowedScore, toAllowed } from "../../../db/seeds/round/choose-score.ts";
import { choose } from "../../../db/seeds/round/choose.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import { computeTolerance } from "../../domain/process/finalise-conditions.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";

/** An opened score. */
export interface OpenScore {
  readonly actorId: string;
  readonly value: ScoreValue;
}

/** What an expert does after the opening: a changed value, or null to keep the old one. */
export interface Move {
  readonly actorId: string;
  readonly old: ScoreValue;
  readonly change: AllowedScore | null;
}

/** One item in so many ends with an expert who does not come along. */
const STUBBORN_ONE_IN = 14;

/**
 * Lets scores that stand apart come near the middle of all, so that the spread is within tolerance; now and then one
 * stays apart.
 *
 * @param key - names the item.
 * @param scores - in the order of the letters, so that the same round comes out the same.
 */
export function planMoves(key: string, component: FrameworkComponent, scores: readonly OpenScore[]): Move[] {
  const counted = scores.flatMap(({ value }) => (value.state === "number" ? [value.milliPoints] : []));
  const middle = counted.sort((a, b) => a - b)[Math.floor((counted.length - 1) / 2)];
  const tolerance = computeTolerance(component.maxMilliPoints, component.toleranceShareBasisPoints);
  const isStubborn = choose(`${key}/stubborn`, 1, STUBBORN_ONE_IN) === 1;
  const farthest = isStubborn ? findFarthest(scores, middle ?? 0) : null;
  return scores.map(({ actorId, value: old }, place) => {
    if (old.state !== "number" || middle === undefined || actorId === farthest) return { actorId, old, change: null };
    const distance = old.milliPoints - middle;
    if (Math.abs(distance) <= tolerance / 2) return { actorId, old, change: null };
    const left = (Math.sign(distance) * tolerance * choose(`${key}/left/${place}`, 0, 40)) / 100;
    const change = toAllowed(component, middle + left);
    return { actorId, old, change: change.value.milliPoints === old.milliPoints ? null : change };
  });
}

function findFarthest(scores: readonly OpenScore[], middle: number): string | null {
  const distance = ({ value }: OpenScore): number =>
    value.state === "number" ? Math.abs(value.milliPoints - middle) : 0;
  return scores.reduce((best, one) => (distance(one) > distance(best) ? one : best), scores[0]!).actorId;
}
