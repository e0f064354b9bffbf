import { z } from "zod";
import { scoreValueSchema } from "../scoring/value.ts";
import { conflictKindSchema } from "./conflict-events.ts";
import { actorIdSchema, hashSchema } from "./head.ts";
import { ROUND_PHASES } from "./round-phase.ts";
import { emptySchema } from "./text-rules.ts";

const idSchema = z.string().min(1).max(120);
const instantSchema = z.iso.datetime({ precision: 3 });

/** Which of the four sources a value came from, or what the support team found. */
export const REPORTED_KINDS = ["self-score", "completeness", "appraised", "survey", "measured"] as const;
export type ReportedKind = (typeof REPORTED_KINDS)[number];

export { ROUND_PHASES, type RoundPhase } from "./round-phase.ts";
const phaseSchema = z.enum(ROUND_PHASES);

/** Set-up, imports, moves of phase, and what the system itself records. */
export const PROCESS_EVENTS = {
  "account.created": {
    value: z.strictObject({ roles: z.array(z.string()), entity: idSchema.nullable() }),
    text: emptySchema,
  },
  "framework.imported": {
    /** `document`: RFC 8785 text of the framework. */
    value: z.strictObject({ framework: idSchema, version: z.string(), hash: hashSchema, document: z.string() }),
    text: emptySchema,
  },
  "entities.imported": {
    value: z.strictObject({
      file: hashSchema,
      entities: z.array(
        z.strictObject({
          id: idSchema,
          vi: z.string(),
          en: z.string(),
          kind: z.string(),
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ),
      mergers: z.array(z.strictObject({ entity: idSchema, predecessor: idSchema })),
    }),
    text: emptySchema,
  },
  "edition.imported": {
    value: z.strictObject({
      year: z.int(),
      tier: z.string(),
      file: hashSchema,
      rows: z.array(
        z.strictObject({
          entity: idSchema,
          set: z.string(),
          rank: z.int().nullable(),
          /** Value × 10 000. */
          value: z.int().nullable(),
        }),
      ),
    }),
    text: emptySchema,
  },
  "round.created": {
    value: z.strictObject({
      year: z.int(),
      tier: z.string(),
      framework: idSchema,
      version: z.string(),
      frameworkHash: hashSchema,
      calendar: z.partialRecord(phaseSchema, instantSchema),
      simulated: z.boolean(),
    }),
    text: emptySchema,
  },
  "round.phase-moved": { value: z.strictObject({ from: phaseSchema, to: phaseSchema }), text: emptySchema },
  "batch.phase-moved": {
    value: z.strictObject({ from: phaseSchema, to: phaseSchema, dueAt: instantSchema }),
    text: emptySchema,
  },
  "panel.created": {
    value: z.strictObject({
      number: z.int().min(1),
      entities: z.array(idSchema),
      members: z.array(
        z.strictObject({ actor: actorIdSchema, duty: z.enum(["expert", "chair", "deputy"]), letter: z.string() }),
      ),
      dueAt: instantSchema,
    }),
    text: emptySchema,
  },
  "interest.declared": {
    value: z.strictObject({
      conflicts: z.array(
        z.strictObject({
          entity: idSchema,
          kind: conflictKindSchema,
        }),
      ),
      expiresAt: instantSchema,
    }),
    text: emptySchema,
  },
  "values.imported": {
    value: z.strictObject({
      kind: z.enum(REPORTED_KINDS),
      provider: z.string(),
      file: hashSchema,
      rows: z.array(z.strictObject({ indicator: idSchema, value: scoreValueSchema })),
    }),
    text: emptySchema,
  },
  "index.computed": {
    value: z.strictObject({
      resultHash: hashSchema,
      frameworkHash: hashSchema,
      calculator: z.string(),
      /** Effect of the causing decision on its entity, value × 10 000; null before the first result. */
      effect: z
        .strictObject({
          valueBefore: z.int().nullable(),
          valueAfter: z.int().nullable(),
          rankBefore: z.int().nullable(),
          rankAfter: z.int().nullable(),
        })
        .nullable(),
    }),
    text: emptySchema,
  },
  "attempt.refused": {
    value: z.strictObject({ rule: z.enum(["two-persons", "fresh-eyes"]), attempted: z.string() }),
    text: emptySchema,
  },
} as const;
