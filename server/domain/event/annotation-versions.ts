import { z } from "zod";
import { canonicalJson } from "../ledger/canonical-json.ts";
import type { Act } from "./act.ts";
import { ANNOTATION_EVENTS, ANNOTATION_KINDS } from "./annotation-events.ts";
import { hashSchema } from "./head.ts";

const idSchema = z.string().min(1).max(120);

/** Before regions, mentions and the name of the extraction. */
const annotationValue1 = z.strictObject({
  annotation: idSchema,
  version: z.int().min(1),
  evidence: idSchema,
  sha256: hashSchema,
  kind: z.enum(ANNOTATION_KINDS),
  criterion: idSchema.nullable(),
  page: z.int().min(1),
  start: z.int().min(0),
  end: z.int().min(1),
});

const messagePosted1 = z.strictObject({ message: idSchema, annotation: idSchema });

function upgradeAnnotation({ value, text }: { value: unknown; text: unknown }): { value: unknown; text: unknown } {
  const { annotation, version, kind, criterion, ...place } = annotationValue1.parse(value);
  const target = { kind: "text", extraction: null, boxes: [], ...place };
  return { value: { annotation, version, kind, criterion, target, mentions: [] }, text };
}

const annotation1 = { value: annotationValue1, text: ANNOTATION_EVENTS["annotation.created"].text };

/** Superseded shapes of annotations and replies. */
export const OLDER_ANNOTATIONS = {
  "annotation.created": { 1: { ...annotation1, upgrade: upgradeAnnotation } },
  "annotation.revised": { 1: { ...annotation1, upgrade: upgradeAnnotation } },
  "message.posted": {
    1: {
      value: messagePosted1,
      text: ANNOTATION_EVENTS["message.posted"].text,
      upgrade: ({ value, text }: { value: unknown; text: unknown }) => ({
        value: { ...messagePosted1.parse(value), mentions: [] },
        text,
      }),
    },
  },
} as const;

/**
 * The value part as its entry has it, RFC 8785: a citation binds these bytes, whatever shape the act is read in today.
 */
export function toWrittenValue(act: Act<"annotation.created"> | Act<"annotation.revised">): string {
  const { value, head } = act;
  if (head.v !== 1 || value.target.kind !== "text") return canonicalJson(value);
  const { annotation, version, kind, criterion } = value;
  const { evidence, sha256, page, start, end } = value.target;
  return canonicalJson({ annotation, version, evidence, sha256, kind, criterion, page, start, end });
}
