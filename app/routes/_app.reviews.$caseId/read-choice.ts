import { checkScore } from "#domain/scoring/check-score.ts";
import { NO_DETAIL, type ScoreChoice } from "#domain/scoring/choice.ts";
import { pointsToMilliPoints } from "#domain/scoring/milli-points.ts";
import { findLevelRange } from "#domain/scoring/rubric.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";

export type ValueKind = Exclude<ScoreValue["state"], "blank">;

/** What stands in the fields: a level of the scale with points as typed, parts, counts, or a state without points. */
export interface ChosenValue {
  readonly kind: ValueKind;
  readonly level: number | null;
  readonly points: string;
  /** By parts or counts, where the scale asks for those; blank before any. */
  readonly picked: ScoreChoice;
}

type Indicator = NonNullable<CaseActs["rescore"]>["indicator"];

/** The choice as the server will check it, or the code of what is wrong with it. */
export function readChoice(indicator: Indicator, given: ChosenValue): ScoreChoice | { problem: string } {
  if (given.kind !== "number") return { ...NO_DETAIL, value: { state: given.kind } };
  const kind = indicator.rubric?.kind;
  const choice = kind === "checklist" || kind === "ratio" ? given.picked : readLevelChoice(indicator, given);
  if ("problem" in choice) return choice;
  if (choice.value.state === "blank") return { problem: "score.blank" };
  const [problem] = checkScore({ indicator, ...choice });
  return problem === undefined ? choice : { problem: problem.code };
}

/** A grade's level is its points, a range's points are typed. */
function readLevelChoice(
  { rubric, maxMilliPoints }: Indicator,
  { level, points }: ChosenValue,
): ScoreChoice | { problem: string } {
  const range = level === null || rubric === null ? null : findLevelRange(rubric, level, maxMilliPoints);
  if (range === null) return { problem: "score.blank" };
  const typed = pointsToMilliPoints(points);
  if (rubric?.kind === "range" && !typed.ok) return { problem: typed.code };
  const milliPoints = rubric?.kind === "range" && typed.ok ? typed.milliPoints : range.fromMilliPoints;
  return { ...NO_DETAIL, value: { state: "number", milliPoints }, level };
}
