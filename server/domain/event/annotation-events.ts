import { z } from "zod";
import { annotationTargetSchema } from "../annotation/target.ts";
import { actorIdSchema } from "./head.ts";
import { emptySchema, freeText, reasonSchema } from "./text-rules.ts";

export const ANNOTATION_KINDS = ["supports", "contradicts", "question", "missing"] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

const idSchema = z.string().min(1).max(120);
const versionSchema = z.int().min(1);

/**
 * Who is called on, by pseudonymous id: never by words of the text, which could name anybody. Each once, in the order
 * of code units, so that equal mentions are equal bytes.
 */
const mentionsSchema = z
  .array(actorIdSchema)
  .max(20)
  .refine((ids) => ids.every((id, at) => at === 0 || (ids[at - 1] as string) < id), "mentions.unordered");

const annotationValue = z.strictObject({
  annotation: idSchema,
  version: versionSchema,
  kind: z.enum(ANNOTATION_KINDS),
  criterion: idSchema.nullable(),
  target: annotationTargetSchema,
  mentions: mentionsSchema,
});

const annotationText = z.strictObject({
  /** Quote and context of a text target; all three empty for a region. */
  exact: freeText(4_000),
  prefix: freeText(32),
  suffix: freeText(32),
  body: freeText(4_000),
});

const messageText = z.strictObject({
  body: freeText(4_000).refine((text) => text.trim() !== "", "message.empty"),
});

/** Marks on evidence and what is said under them: private before the opening, the panel's after it. */
export const ANNOTATION_EVENTS = {
  "annotation.created": { value: annotationValue, text: annotationText },
  "annotation.revised": { value: annotationValue, text: annotationText },
  "annotation.removed": { value: z.strictObject({ annotation: idSchema }), text: emptySchema },
  "annotation.resolved": {
    value: z.strictObject({ annotation: idSchema, resolved: z.boolean() }),
    text: emptySchema,
  },
  /** By the chair: what is hidden is read in the log only, pages show the reason. `message` null: the whole thread. */
  "annotation.hidden": {
    value: z.strictObject({ annotation: idSchema, message: idSchema.nullable(), hidden: z.boolean() }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  /** Its author leaves it where it is although there is a newer version of the document. */
  "annotation.left-on-earlier": {
    value: z.strictObject({
      annotation: idSchema,
      version: versionSchema,
      /** The newer version that it is not moved to. */
      evidence: idSchema,
    }),
    text: emptySchema,
  },
  "message.posted": {
    value: z.strictObject({ message: idSchema, annotation: idSchema, mentions: mentionsSchema }),
    text: messageText,
  },
  "message.revised": {
    value: z.strictObject({
      message: idSchema,
      annotation: idSchema,
      version: z.int().min(2),
      mentions: mentionsSchema,
    }),
    text: messageText,
  },
} as const;

/** Ids of mentioned members as the value part holds them. */
export function toMentions(ids: Iterable<string>): string[] {
  return [...new Set(ids)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
