import { z } from "zod";
import { actorIdSchema } from "./head.ts";
import { emptySchema, reasonSchema } from "./text-rules.ts";

/** Grounds in law for erasing personal data. */
export const ERASURE_GROUNDS = [
  "consent-withdrawn",
  "unlawful",
  "no-longer-needed",
  "court-order",
  "objection",
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

const erased = {
  /** Entries whose text is erased, ascending. */
  entries: z.array(z.int().min(0)).max(1_000),
  /** Pseudonyms that shall lead back to nobody, ascending. */
  identities: z.array(actorIdSchema).max(100),
  ground: z.enum(ERASURE_GROUNDS),
};

/** Erasing free texts and identities: one person proposes, another confirms, one of them for data protection. */
export const ERASURE_EVENTS = {
  "erasure.proposed": { value: z.strictObject(erased), text: z.strictObject({ reason: reasonSchema }) },
  "erasure.confirmed": {
    value: z.strictObject({
      /** Entry of the proposal. */
      proposal: z.int().min(0),
      ...erased,
    }),
    text: emptySchema,
  },
} as const;
