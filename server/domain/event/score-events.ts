import { z } from "zod";
import { choiceSchema, detailShape } from "../scoring/choice.ts";
import { scoreValueSchema } from "../scoring/value.ts";
import { hashSchema } from "./head.ts";
import { emptySchema, freeText, reasonSchema } from "./text-rules.ts";

/** Scores and final scores. A sealed score's value and text stay undisclosed until its batch opens. */
export const SCORE_EVENTS = {
  /** The first thing that an expert picked on an item, before the self-score was sent to them; sealed like a score. */
  "choice.recorded": { value: choiceSchema, text: emptySchema },
  "score.sealed": {
    value: choiceSchema.extend({ confidence: z.int().min(1).max(4) }),
    text: z.strictObject({ justification: freeText(20_000) }),
  },
  "score.withdrawn": { value: emptySchema, text: emptySchema },
  /** A seal that stands also on the evidence set that the head names; it was given on an earlier one. */
  "score.reaffirmed": { value: emptySchema, text: emptySchema },
  "score.changed": {
    value: z.strictObject({ old: scoreValueSchema, new: scoreValueSchema, ...detailShape }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  "score.kept": {
    value: z.strictObject({ value: scoreValueSchema }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  "item.finalised": {
    value: z.strictObject({
      value: scoreValueSchema,
      /** The framework's rule, and what it gives on the scores as they stand; null where it gives nothing. */
      rule: z.string(),
      computed: scoreValueSchema.nullable(),
      /** Hash of the scores that the chair saw, see `hashSeenScores`: the act is refused when one has moved. */
      scores: hashSchema,
      conclusion: hashSchema,
    }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  /** What a member holds against a final score, recorded beside it. The score stays; so does the opinion. */
  "opinion.recorded": { value: emptySchema, text: z.strictObject({ opinion: reasonSchema }) },
  "batch.opening-proposed": {
    value: z.strictObject({ missing: z.array(z.strictObject({ actor: z.string(), item: z.string() })) }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  "batch.opened": {
    value: z.strictObject({
      /** Entry of the proposal that this confirms. */
      proposal: z.int().min(0),
      /** Entries of the seals that are opened, ascending. */
      seals: z.array(z.int().min(0)),
    }),
    text: emptySchema,
  },
} as const;

/** Requests of agencies to review a final score. */
export const CASE_EVENTS = {
  "case.opened": {
    value: z.strictObject({
      ground: z.enum(["evidence-overlooked", "evidence-misread", "rule-misapplied", "arithmetic", "procedure"]),
      decisionVersion: z.int().min(1),
    }),
    text: z.strictObject({ claim: reasonSchema }),
  },
  "case.admitted": { value: emptySchema, text: z.strictObject({ reason: reasonSchema }) },
  "case.refused": { value: emptySchema, text: z.strictObject({ reason: reasonSchema }) },
  "case.assigned": { value: emptySchema, text: emptySchema },
  "case.decision-proposed": {
    value: z.strictObject({ value: scoreValueSchema }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  "case.decision-approved": {
    value: z.strictObject({ proposal: z.int().min(0), old: scoreValueSchema, new: scoreValueSchema }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  "case.decision-returned": {
    value: z.strictObject({ proposal: z.int().min(0) }),
    text: z.strictObject({ reason: reasonSchema }),
  },
} as const;
