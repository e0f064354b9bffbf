import type { FrameworkComponent } from "../../../server/domain/framework/framework.ts";
import { NO_DETAIL, type ScoreDetail } from "../../../server/domain/scoring/choice.ts";
import {
  computeRatioMilliPoints,
  findLevel,
  findLevelRange,
  findShareMilliPoints,
  type Rubric,
} from "../../../server/domain/scoring/rubric.ts";
import type { ScoreValue } from "../../../server/domain/scoring/value.ts";
import { choose } from "./choose.ts";

/** A score as an expert gives it. */
export interface ChosenScore {
  readonly value: ScoreValue;
  readonly detail: ScoreDetail;
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
  if (selfMilliPoints === null) return { value: { state: "no-evidence" }, detail: NO_DETAIL, confidence };
  const common = (selfMilliPoints * choose(`${itemKey}/overclaim`, 76, 99)) / 100;
  // Most are near each other; one in six reads the rubric quite differently.
  const reach = choose(`${key}/outlier`, 1, 6) === 1 ? 25 : 7;
  const own = common + (component.maxMilliPoints * choose(`${key}/own`, -reach, reach)) / 100;
  return { ...toAllowed(component, own), confidence };
}

/** A score with points, and what of the rubric they follow from. */
export interface AllowedScore {
  readonly value: Extract<ScoreValue, { state: "number" }>;
  readonly detail: ScoreDetail;
}

/** Of so many counts an expert of the demo finds some. */
const COUNTED = 240;

/**
 * The allowed score nearest to some milli-points: a multiple of the step within a level, a level's points, parts that
 * add, or a ratio of counts.
 *
 * @throws RangeError when the component has no rubric.
 */
export function toAllowed(component: FrameworkComponent, milliPoints: number): AllowedScore {
  const { rubric, maxMilliPoints } = component;
  const within = Math.min(maxMilliPoints, Math.max(0, milliPoints));
  switch (rubric?.kind) {
    case "range":
    case "grade":
      return toLevel(component, within);
    case "checklist":
      return toParts(rubric, { milliPoints: within, maxMilliPoints });
    case "ratio": {
      const ratio = { a: Math.round((within * COUNTED) / maxMilliPoints), b: COUNTED };
      return toScore(computeRatioMilliPoints(ratio, maxMilliPoints), { ratio });
    }
    case undefined:
      throw new RangeError(`${component.code} has no rubric`);
  }
}

function toLevel({ code, rubric, maxMilliPoints, stepMilliPoints }: FrameworkComponent, within: number): AllowedScore {
  if (rubric?.kind !== "grade" && rubric?.kind !== "range") throw new RangeError(`${code} has no levels`);
  const near =
    rubric.kind === "range"
      ? Math.round(within / stepMilliPoints) * stepMilliPoints
      : rubric.levels
          .map(({ level }) => findLevelRange(rubric, level, maxMilliPoints)?.fromMilliPoints ?? 0)
          .reduce((best, one) => (Math.abs(one - within) < Math.abs(best - within) ? one : best));
  const level = findLevel(rubric, near, maxMilliPoints);
  if (level === null) throw new RangeError(`${code} has no level for ${near} milli-points`);
  return toScore(near, { level });
}

/** Takes the parts in their order, each that brings the sum nearer. */
function toParts(
  { parts }: Extract<Rubric, { kind: "checklist" }>,
  { milliPoints, maxMilliPoints }: { milliPoints: number; maxMilliPoints: number },
): AllowedScore {
  let sum = 0;
  const met: string[] = [];
  for (const { code, share } of parts) {
    const points = findShareMilliPoints(share, maxMilliPoints) ?? 0;
    if (Math.abs(sum + points - milliPoints) >= Math.abs(sum - milliPoints)) continue;
    sum += points;
    met.push(code);
  }
  return toScore(sum, { parts: met });
}

const toScore = (milliPoints: number, detail: Partial<ScoreDetail>): AllowedScore => ({
  value: { state: "number", milliPoints },
  detail: { ...NO_DETAIL, ...detail },
});
