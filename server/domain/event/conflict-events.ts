import { z } from "zod";
import { reasonSchema } from "./text-rules.ts";

/** What a conflict of interest can be, by the guide. */
export const CONFLICT_KINDS = ["employment", "family", "advisory", "financial", "institutional", "other"] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];
export const conflictKindSchema = z.enum(CONFLICT_KINDS);

/** Conflicts that are not the person's own first declaration; `head.subject` is whose, `head.entity` with whom. */
export const CONFLICT_EVENTS = {
  /** One that arose after the person's first seal, as they or the secretariat say. */
  "conflict.proposed": {
    value: z.strictObject({ kind: conflictKindSchema }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  /** It binds from here on. `proposal`: the entry that is confirmed; null before the first seal. */
  "conflict.pinned": {
    value: z.strictObject({ kind: conflictKindSchema, proposal: z.int().min(0).nullable() }),
    text: z.strictObject({ reason: reasonSchema }),
  },
} as const;
