import { z } from "zod";

/**
 * What can be known of a score, the same four states in types, database, interface and export.
 *
 * A number (0 is a number) in integer milli-points; `blank`: nobody gave a value; `not-applicable`: the indicator does
 * not fit this entity; `no-evidence`: looked for and not found, which counts as 0 and is listed.
 */
export const scoreValueSchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("number"), milliPoints: z.int() }),
  z.strictObject({ state: z.literal("blank") }),
  z.strictObject({ state: z.literal("not-applicable") }),
  z.strictObject({ state: z.literal("no-evidence") }),
]);

export type ScoreValue = z.infer<typeof scoreValueSchema>;
export type ScoreState = ScoreValue["state"];

export const SCORE_STATES: readonly ScoreState[] = ["number", "blank", "not-applicable", "no-evidence"];

/** Whether two values are the same state and, for numbers, the same points. */
export function isSameScoreValue(a: ScoreValue, b: ScoreValue): boolean {
  if (a.state === "number" && b.state === "number") return a.milliPoints === b.milliPoints;
  return a.state === b.state;
}
