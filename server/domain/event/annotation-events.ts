import { z } from "zod";
import { hashSchema } from "./head.ts";
import { emptySchema, freeText } from "./text-rules.ts";

export const ANNOTATION_KINDS = ["supports", "contradicts", "question", "missing"] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

const idSchema = z.string().min(1).max(120);

const annotationValue = z.strictObject({
  annotation: idSchema,
  version: z.int().min(1),
  evidence: idSchema,
  /** SHA-256 of the file that the anchor points into. */
  sha256: hashSchema,
  kind: z.enum(ANNOTATION_KINDS),
  criterion: idSchema.nullable(),
  page: z.int().min(1),
  /** UTF-16 offsets in the extraction's text. */
  start: z.int().min(0),
  end: z.int().min(1),
});

const annotationText = z.strictObject({
  exact: freeText(4_000),
  prefix: freeText(32),
  suffix: freeText(32),
  body: freeText(4_000),
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
  "message.posted": {
    value: z.strictObject({ message: idSchema, annotation: idSchema }),
    text: z.strictObject({ body: freeText(4_000).refine((text) => text.trim() !== "", "message.empty") }),
  },
} as const;
