import type { FrameworkComponent } from "../../../server/domain/framework/framework.ts";
import { findLevel, findLevelRange } from "../../../server/domain/scoring/rubric.ts";
import type { ScoreValue } from "../../../server/domain/scoring/value.ts";
import { choose } from "./choose.ts";

/** A score as an expert gives it. */
export interface ChosenScore {
  readonly value: ScoreValue;
  /** Null beside a value without points. */
  readonly level: number | null;
  /** 1 (low) to 4 (high). */
  readonly confidence: number;
}

/**
 * What an expert of the demo gives before knowing the others: below the agency's own score, each a little different.
 *
 * @param key - names item and expert.
 * @param itemKey - names the item: what all experts of it have in common.
 * @param selfMilliPoints - the agency's own score; null where it gave none, and then there is no evidence.
 */
export function chooseScore(
  component: FrameworkComponent,
  { key, itemKey, selfMilliPoints }: { key: string; itemKey: string; selfMilliPoints: number | null },
): ChosenScore {
  const confidence = choose(`${key}/confidence`, 2, 4);
  if (selfMilliPoints === null) return { value: { state: "no-evidence" }, level: null, confidence };
  const common = (selfMilliPoints * choose(`${itemKey}/overclaim`, 76, 99)) / 100;
  // Most are near each other; one in six reads the rubric quite differently.
  const reach = choose(`${key}/outlier`, 1, 6) === 1 ? 25 : 7;
  const own = common + (component.maxMilliPoints * choose(`${key}/own`, -reach, reach)) / 100;
  return { ...toAllowed(component, own), confidence };
}

/**
 * The allowed score nearest to some milli-points: a multiple of the step within a level, or a level's points.
 *
 * @throws RangeError when the component has no rubric with levels.
 */
export function toAllowed(
  component: FrameworkComponent,
  milliPoints: number,
): { value: Extract<ScoreValue, { state: "number" }>; level: number } {
  const { rubric, maxMilliPoints, stepMilliPoints } = component;
  if (rubric?.kind !== "grade" && rubric?.kind !== "range") throw new RangeError(`${component.code} has no levels`);
  const within = Math.min(maxMilliPoints, Math.max(0, milliPoints));
  const near =
    rubric.kind === "range"
      ? Math.round(within / stepMilliPoints) * stepMilliPoints
      : rubric.levels
          .map(({ level }) => findLevelRange(rubric, level, maxMilliPoints)?.fromMilliPoints ?? 0)
          .reduce((best, one) => (Math.abs(one - within) < Math.abs(best - within) ? one : best));
  const level = findLevel(rubric, near, maxMilliPoints);
  if (level === null) throw new RangeError(`${component.code} has no level for ${near} milli-points`);
  return { value: { state: "number", milliPoints: near }, level };
}
