import { z } from "zod";
import { actorIdSchema } from "./head.ts";
import { emptySchema, reasonSchema } from "./text-rules.ts";

const idSchema = z.string().min(1).max(120);

/** What the round wants of its assignment: see `AssignmentPolicy`. Three to seven experts a block, by the guide. */
export const assignmentPolicySchema = z.strictObject({
  expertsPerBlock: z.int().min(3).max(7),
  versedPerBlock: z.int().min(0).max(7),
  bridgesPerIndex: z.int().min(0).max(20),
  guestsPerBridge: z.int().min(0).max(3),
  mayBorrow: z.boolean(),
});

/** What is known of an expert beside the declared conflicts. `capacity` null: as many blocks as there are. */
export const expertProfileSchema = z.strictObject({
  actor: actorIdSchema,
  capacity: z.int().min(0).max(1_000_000).nullable(),
  versedIn: z.array(idSchema).max(100),
});
export type ExpertProfile = z.infer<typeof expertProfileSchema>;

const moveSchema = z.strictObject({
  entity: idSchema,
  mainIndex: idSchema,
  /** Who gives the block up; null when somebody is added. */
  from: actorIdSchema.nullable(),
  /** Who takes it; null when nobody does. */
  to: actorIdSchema.nullable(),
});

/** Who scores what: the unit is one entity × one main index. */
export const ASSIGNMENT_EVENTS = {
  "assignment.accepted": {
    value: z.strictObject({
      policy: assignmentPolicySchema,
      experts: z.array(expertProfileSchema).min(1).max(10_000),
      /** `experts`: places in the list above, ascending. */
      blocks: z
        .array(z.strictObject({ entity: idSchema, mainIndex: idSchema, experts: z.array(z.int().min(0)).max(20) }))
        .min(1),
    }),
    text: emptySchema,
  },
  "assignment.move-proposed": { value: moveSchema, text: z.strictObject({ reason: reasonSchema }) },
  /** `proposal`: the entry that is confirmed; null in the set-up, where one person may move a block. */
  "assignment.moved": {
    value: moveSchema.extend({ proposal: z.int().min(0).nullable() }),
    text: z.strictObject({ reason: reasonSchema }),
  },
} as const;
