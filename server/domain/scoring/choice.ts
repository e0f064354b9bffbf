import { z } from "zod";
import { scoreValueSchema } from "./value.ts";

const levelSchema = z.int().min(0).max(20).nullable();

/** Checklist: codes of the parts that are met, in the rubric's order; null for other rubrics. */
const partsSchema = z.array(z.string().min(1).max(60)).max(40).nullable();

/** Ratio: a of b, counts, as they were typed; null for other rubrics. The points follow from them. */
const ratioSchema = z
  .strictObject({ a: z.int().min(0).max(1_000_000_000_000), b: z.int().min(1).max(1_000_000_000_000) })
  .nullable();

/** What of the rubric a score follows from; all null for a number that follows from nothing but itself. */
export const detailShape = { level: levelSchema, parts: partsSchema, ratio: ratioSchema };

/** A value with what it follows from: what an expert picks on an item. */
export const choiceSchema = z.strictObject({ value: scoreValueSchema, ...detailShape });

export type ScoreChoice = z.infer<typeof choiceSchema>;
export type ScoreDetail = Omit<ScoreChoice, "value">;
export type Ratio = NonNullable<ScoreChoice["ratio"]>;

/** Beside a value that follows from nothing: not applicable, no evidence, blank. */
export const NO_DETAIL: ScoreDetail = { level: null, parts: null, ratio: null };

/** Nothing is picked. */
export const EMPTY_CHOICE: ScoreChoice = { value: { state: "blank" }, ...NO_DETAIL };

/** Whether nothing at all is picked: no value, no level, no part, no ratio. */
export function isEmptyChoice({ value, level, parts, ratio }: ScoreChoice): boolean {
  return value.state === "blank" && level === null && ratio === null && (parts ?? []).length === 0;
}
