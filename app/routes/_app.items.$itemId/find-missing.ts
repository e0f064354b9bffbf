import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { checkScore, type ScoredIndicator } from "#domain/scoring/check-score.ts";

/** What a ballot lacks, in the order in which it is filled in. `points` is also said of points that do not fit. */
export type MissingPart = "level" | "parts" | "counts" | "points" | "outside" | "confidence" | "justification";

/** Where in the page each part is filled in: the value of `data-focus`. */
export const FOCUS_OF: Readonly<Record<Exclude<MissingPart, "justification">, string>> = {
  level: "choice",
  parts: "choice",
  counts: "choice",
  points: "points",
  outside: "points",
  confidence: "confidence",
};

/**
 * What is missing before a ballot can be sealed.
 *
 * @param hasText - whether there is a justification.
 * @returns parts in the order of the page; empty when nothing is.
 */
export function findMissing(indicator: ScoredIndicator, ballot: DraftBallot, hasText: boolean): MissingPart[] {
  const missing: MissingPart[] = [...findMissingValue(indicator, ballot)];
  if (ballot.confidence === null) missing.push("confidence");
  if (!hasText) missing.push("justification");
  return missing;
}

function findMissingValue(indicator: ScoredIndicator, ballot: DraftBallot): MissingPart[] {
  const { value, level } = ballot;
  const kind = indicator.rubric?.kind;
  if (value.state === "not-applicable" || value.state === "no-evidence") return [];
  if (kind === "checklist" && value.state === "blank") return ["parts"];
  if (kind === "ratio" && value.state === "blank") return ["counts"];
  const hasLevels = kind === "range" || kind === "grade";
  const missing: MissingPart[] = hasLevels && level === null ? ["level"] : [];
  if (value.state === "blank") return kind === "grade" ? missing : [...missing, "points"];
  if (missing.length > 0) return missing;
  return checkScore({ indicator, ...ballot }).length > 0 ? ["outside"] : [];
}
