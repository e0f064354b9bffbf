import { computeRatioMilliPoints, findLevel, findLevelRange, findShareMilliPoints } from "./rubric.ts";
import type { Rubric } from "./rubric.ts";
import type { ScoreValue } from "./value.ts";

/** What of an indicator decides which scores it takes. */
export interface ScoredIndicator {
  readonly maxMilliPoints: number;
  /** What may be typed: typed points are a multiple of it. */
  readonly stepMilliPoints: number;
  /** Null for survey and measured indicators, whose points are imported as they are. */
  readonly rubric: Rubric | null;
}

export interface ScoreToCheck {
  readonly indicator: ScoredIndicator;
  readonly value: ScoreValue;
  /** Grade and range: the level chosen. Left out: any level that the points fall in. */
  readonly level?: number | null;
  /** Checklist: codes of the parts that are met. */
  readonly parts?: readonly string[] | null;
  /** Ratio: a of b, counts. */
  readonly ratio?: { readonly a: number; readonly b: number } | null;
}

export type ScoreProblemCode =
  | "score.above-maximum"
  | "score.below-zero"
  | "score.off-step"
  | "score.outside-level"
  | "score.unknown-level"
  | "score.unknown-part"
  | "score.repeated-part"
  | "score.not-the-parts"
  | "score.invalid-ratio"
  | "score.not-the-ratio"
  | "score.detail-without-points"
  | "score.not-an-integer";

export interface ScoreProblem {
  readonly code: ScoreProblemCode;
  /** Numbers for the sentence that the reader gets. */
  readonly detail: Readonly<Record<string, number | string>>;
}

/**
 * What is wrong with a score by its indicator's maximum, step and rubric.
 *
 * The step binds what is typed (range): a grade, a checklist and a ratio give points that follow from the choice, and
 * imported points keep the precision of their source.
 *
 * @returns problems, the plainest first; empty when the score may be given.
 */
export function checkScore(score: ScoreToCheck): ScoreProblem[] {
  const { indicator, value } = score;
  if (value.state !== "number") {
    const hasDetail = (score.level ?? score.ratio ?? null) !== null || (score.parts ?? []).length > 0;
    return hasDetail ? [{ code: "score.detail-without-points", detail: { state: value.state } }] : [];
  }
  const { milliPoints } = value;
  const { maxMilliPoints } = indicator;
  if (!Number.isSafeInteger(milliPoints)) return [{ code: "score.not-an-integer", detail: {} }];
  if (milliPoints < 0) return [{ code: "score.below-zero", detail: { milliPoints } }];
  if (milliPoints > maxMilliPoints) return [{ code: "score.above-maximum", detail: { milliPoints, maxMilliPoints } }];
  switch (indicator.rubric?.kind) {
    case undefined:
      return [];
    case "range":
    case "grade":
      return checkLevel(score, milliPoints);
    case "checklist":
      return checkParts(score, milliPoints);
    case "ratio":
      return checkRatio(score, milliPoints);
  }
}

function checkLevel({ indicator, level }: ScoreToCheck, milliPoints: number): ScoreProblem[] {
  const { rubric, maxMilliPoints, stepMilliPoints } = indicator;
  if (!rubric) return [];
  const problems: ScoreProblem[] = [];
  if (rubric.kind === "range" && milliPoints % stepMilliPoints !== 0) {
    problems.push({ code: "score.off-step", detail: { milliPoints, stepMilliPoints } });
  }
  if (level === undefined || level === null) {
    if (findLevel(rubric, milliPoints, maxMilliPoints) === null) {
      problems.push({ code: "score.outside-level", detail: { milliPoints } });
    }
    return problems;
  }
  const range = findLevelRange(rubric, level, maxMilliPoints);
  if (!range) return [...problems, { code: "score.unknown-level", detail: { level } }];
  if (milliPoints < range.fromMilliPoints || milliPoints > range.toMilliPoints) {
    problems.push({ code: "score.outside-level", detail: { milliPoints, level, ...range } });
  }
  return problems;
}

function checkParts({ indicator, parts }: ScoreToCheck, milliPoints: number): ScoreProblem[] {
  const { rubric, maxMilliPoints } = indicator;
  if (rubric?.kind !== "checklist") return [];
  const problems: ScoreProblem[] = [];
  let expected = 0;
  for (const [position, code] of (parts ?? []).entries()) {
    const part = rubric.parts.find((candidate) => candidate.code === code);
    if (!part) problems.push({ code: "score.unknown-part", detail: { part: code } });
    else if ((parts ?? []).indexOf(code) !== position)
      problems.push({ code: "score.repeated-part", detail: { part: code } });
    else expected += findShareMilliPoints(part.share, maxMilliPoints) ?? 0;
  }
  if (problems.length === 0 && expected !== milliPoints) {
    problems.push({ code: "score.not-the-parts", detail: { milliPoints, expected } });
  }
  return problems;
}

function checkRatio({ indicator, ratio }: ScoreToCheck, milliPoints: number): ScoreProblem[] {
  const { a, b } = ratio ?? { a: -1, b: 0 };
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || a < 0 || b < 1) {
    return [{ code: "score.invalid-ratio", detail: { a, b } }];
  }
  const expected = computeRatioMilliPoints({ a, b }, indicator.maxMilliPoints);
  return expected === milliPoints ? [] : [{ code: "score.not-the-ratio", detail: { milliPoints, expected } }];
}
