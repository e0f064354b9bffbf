import { checkScore, type ScoredIndicator, type ScoreProblem } from "./check-score.ts";
import { isEmptyChoice, type ScoreChoice } from "./choice.ts";
import { findLevelRange } from "./rubric.ts";

export type ChoiceProblem = ScoreProblem | { readonly code: "choice.empty"; readonly detail: Record<string, never> };

/**
 * What is wrong with a first choice: nothing picked, or something that the rubric does not have.
 *
 * It need not be a whole score. A level without points, and points beside the level, are choices too.
 *
 * @returns problems, the plainest first; empty when it may be recorded.
 */
export function checkChoice(indicator: ScoredIndicator, choice: ScoreChoice): ChoiceProblem[] {
  if (isEmptyChoice(choice)) return [{ code: "choice.empty", detail: {} }];
  const { value, level } = choice;
  const { rubric, maxMilliPoints } = indicator;
  if (level !== null && (rubric === null || findLevelRange(rubric, level, maxMilliPoints) === null)) {
    return [{ code: "score.unknown-level", detail: { level } }];
  }
  // A level or a ratio alone is a choice; with a number, only bounds, steps and the rubric's own sums count.
  if (value.state === "blank") return [];
  return checkScore({ indicator, ...choice, level: null }).filter(({ code }) => code !== "score.outside-level");
}
