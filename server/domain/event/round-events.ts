import { z } from "zod";
import { hashSchema } from "./head.ts";
import { ROUND_PHASES } from "./round-phase.ts";
import { emptySchema, reasonSchema } from "./text-rules.ts";

const idSchema = z.string().min(1).max(120);
const instantSchema = z.iso.datetime({ precision: 3 });
const phaseSchema = z.enum(ROUND_PHASES);

/** When each phase is due; a phase starts when the one before it is due. */
export const calendarSchema = z.partialRecord(phaseSchema, instantSchema);
export type RoundCalendar = z.infer<typeof calendarSchema>;

/** What holds for everybody in a round, beside what its framework says of each indicator. */
export const policySchema = z.strictObject({
  /** After each due date, for all alike. What arrives in it is marked. */
  graceHours: z.int().min(0).max(720),
  /** Experts that every item has at least. */
  expertsPerItem: z.int().min(1).max(7),
});
export type RoundPolicy = z.infer<typeof policySchema>;

/** SHA-256 of each thing that the opening of a round freezes, hex. */
export const frozenSchema = z.strictObject({
  framework: hashSchema,
  /** Of each indicator's rubric. */
  rubrics: hashSchema,
  policy: hashSchema,
  calendar: hashSchema,
  /** Panels with their members, by pseudonym. */
  panels: hashSchema,
  /** Which panel scores each entity. */
  assignment: hashSchema,
  /** Batches, with their due dates. */
  batches: hashSchema,
  /** Commitment to who is behind each pseudonym: salted, so that it tells nothing. */
  pseudonyms: hashSchema,
});
export type FrozenPlan = z.infer<typeof frozenSchema>;

const frameworkSchema = z.strictObject({ version: z.string().max(120), hash: hashSchema });

/** A change that two persons make. Each names what it changes, too: when that is another, so is the change. */
export const changeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("round-move"), from: phaseSchema, to: phaseSchema }),
  z.strictObject({
    kind: z.literal("batch-move"),
    batch: idSchema,
    from: phaseSchema,
    to: phaseSchema,
    oldDueAt: instantSchema,
    dueAt: instantSchema,
  }),
  z.strictObject({ kind: z.literal("calendar"), old: calendarSchema, new: calendarSchema }),
  z.strictObject({ kind: z.literal("batch-due"), batch: idSchema, old: instantSchema, new: instantSchema }),
  z.strictObject({ kind: z.literal("policy"), old: policySchema, new: policySchema }),
  z.strictObject({
    kind: z.literal("framework"),
    old: frameworkSchema,
    new: frameworkSchema,
    /** Items whose rubric becomes another one, ascending: what was sealed on them has to be given anew. */
    reopens: z.array(idSchema).max(400_000),
  }),
]);
export type RoundChange = z.infer<typeof changeSchema>;
export type ChangeKind = RoundChange["kind"];

/** A round's plan, its opening, and what two persons change in it afterwards. */
export const ROUND_EVENTS = {
  "round.plan-set": {
    value: z.strictObject({ calendar: calendarSchema, policy: policySchema }),
    text: emptySchema,
  },
  "round.opened": { value: z.strictObject({ frozen: frozenSchema }), text: emptySchema },
  "round.change-proposed": {
    value: z.strictObject({ change: changeSchema }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  "round.change-confirmed": {
    value: z.strictObject({
      /** Entry of the proposal. */
      proposal: z.int().min(0),
      change: changeSchema,
      /** What is frozen from now on; null in a round that was opened before openings froze anything. */
      frozen: frozenSchema.nullable(),
    }),
    /** The proposal's: whom the change touches may read why. */
    text: z.strictObject({ reason: reasonSchema }),
  },
  "round.change-withdrawn": {
    value: z.strictObject({ proposal: z.int().min(0) }),
    text: z.strictObject({ reason: reasonSchema }),
  },
} as const;
