import { z } from "zod";

/** Pseudonymous id of whoever acts: `system`, or an id that only the identity tables lead back from. */
export const actorIdSchema = z.string().regex(/^(system|[a-z]{1,3}_[0-9a-z]{10,32})$/);
export const commandIdSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const idSchema = z.string().min(1).max(120);

/** A cited annotation, bound by version and hash: the reason stays what it was when the annotation changes. */
export const citeSchema = z.strictObject({ annotation: idSchema, version: z.int().min(1), hash: hashSchema });
export type Cite = z.infer<typeof citeSchema>;

/**
 * The `head` part of every entry: what happened, by whom, to what. Absent fields do not apply.
 *
 * `expects` is the version that the actor saw; `cause` the command that a system entry follows from; `group` is common
 * to commands that one action made; `subject` the actor that the act is about.
 */
export const headSchema = z.strictObject({
  type: z.string(),
  /** Version of the event's shape. */
  v: z.int().min(1),
  actor: actorIdSchema,
  /** Pseudonym of whom the actor acts for. */
  for: actorIdSchema.optional(),
  command: commandIdSchema,
  round: idSchema.optional(),
  panel: idSchema.optional(),
  batch: idSchema.optional(),
  entity: idSchema.optional(),
  indicator: idSchema.optional(),
  item: idSchema.optional(),
  case: idSchema.optional(),
  subject: actorIdSchema.optional(),
  group: commandIdSchema.optional(),
  cause: commandIdSchema.optional(),
  expects: z.int().min(0).optional(),
  rubric: hashSchema.optional(),
  evidenceSet: hashSchema.optional(),
  cites: z.array(citeSchema).max(50).optional(),
  /** Id of the key, and Base64 of the signature, of an act that its person signed. */
  key: z.string().max(120).optional(),
  signature: z.string().max(2_000).optional(),
});

export type Head = z.infer<typeof headSchema>;

/** The head without what every command has: the facts that its page was given. */
export type HeadFacts = Omit<Head, "type" | "v" | "actor" | "command">;
