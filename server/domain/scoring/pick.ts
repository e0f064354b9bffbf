import type { ScoredIndicator } from "./check-score.ts";
import { EMPTY_CHOICE, NO_DETAIL, type Ratio, type ScoreChoice } from "./choice.ts";
import { computeRatioMilliPoints, findLevelRange, findShareMilliPoints } from "./rubric.ts";

/** A level is picked. A grade's level is its points; a range's gives none, and leaves what was typed. */
export function pickLevel(indicator: ScoredIndicator, before: ScoreChoice, level: number): ScoreChoice {
  const { rubric, maxMilliPoints } = indicator;
  const isGiven = before.value.state === "number" || before.value.state === "blank";
  const kept = { ...NO_DETAIL, value: isGiven ? before.value : EMPTY_CHOICE.value, level };
  if (rubric?.kind !== "grade") return kept;
  const range = findLevelRange(rubric, level, maxMilliPoints);
  return range === null ? kept : { ...kept, value: { state: "number", milliPoints: range.fromMilliPoints } };
}

/** A part of a checklist is met, or no longer. With the last one gone nothing is picked: "none" is its own act. */
export function togglePart(indicator: ScoredIndicator, before: ScoreChoice, code: string): ScoreChoice {
  const had = before.parts ?? [];
  const next = had.includes(code) ? had.filter((one) => one !== code) : [...had, code];
  return next.length === 0 ? EMPTY_CHOICE : pickParts(indicator, next);
}

/** Exactly these parts are met: 0 points for none. They are kept in the rubric's order. */
export function pickParts({ rubric, maxMilliPoints }: ScoredIndicator, codes: readonly string[]): ScoreChoice {
  const met = rubric?.kind === "checklist" ? rubric.parts.filter((part) => codes.includes(part.code)) : [];
  const milliPoints = met.reduce((sum, part) => sum + (findShareMilliPoints(part.share, maxMilliPoints) ?? 0), 0);
  return { ...NO_DETAIL, value: { state: "number", milliPoints }, parts: met.map((part) => part.code) };
}

/** Counts are given; null while they make no ratio. */
export function pickRatio({ maxMilliPoints }: ScoredIndicator, ratio: Ratio | null): ScoreChoice {
  if (ratio === null) return EMPTY_CHOICE;
  const milliPoints = computeRatioMilliPoints(ratio, maxMilliPoints);
  return { ...NO_DETAIL, value: { state: "number", milliPoints }, ratio };
}

export type CountProblem = "not-whole" | "zero-denominator";

/**
 * Reads two counts as people type them; blanks between digits are passed over, signs of decimals are not.
 *
 * @returns the ratio, null while one of them is empty, or what is wrong.
 */
export function parseRatio(a: string, b: string): { ratio: Ratio | null } | { problem: CountProblem } {
  const [first, second] = [a, b].map((text) => text.replace(/[\s\u00a0\u202f]/g, ""));
  if (first === undefined || second === undefined || first === "" || second === "") {
    const typed = [first, second].filter((text) => text !== undefined && text !== "");
    return typed.every((text) => /^\d{1,12}$/.test(text as string)) ? { ratio: null } : { problem: "not-whole" };
  }
  if (!/^\d{1,12}$/.test(first) || !/^\d{1,12}$/.test(second)) return { problem: "not-whole" };
  if (Number(second) === 0) return { problem: "zero-denominator" };
  return { ratio: { a: Number(first), b: Number(second) } };
}
