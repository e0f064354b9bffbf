import { z } from "zod";
import { isSafeFileName } from "../evidence/file-name.ts";
import { EVIDENCE_FORMATS } from "../evidence/format.ts";
import { signatureCheckSchema } from "../evidence/split-signatures.ts";
import { hashSchema } from "./head.ts";
import { emptySchema, freeText, reasonSchema } from "./text-rules.ts";

const idSchema = z.string().min(1).max(120);
const instantSchema = z.iso.datetime({ precision: 3 });

/** Open request under which something is handed in after the submission; null in the submission itself. */
const supplementSchema = idSchema.nullable();

/** What the support team found of what an item has: documents that suffice, or an explanation in their place. */
export const COMPLETENESS_RESULTS = ["complete", "explanation-accepted"] as const;
export type CompletenessResult = (typeof COMPLETENESS_RESULTS)[number];

/** Documents of agencies, what stands in their place, and how the support team closes each item's set. */
export const EVIDENCE_EVENTS = {
  "evidence.added": {
    value: z.strictObject({
      evidence: idSchema,
      /** From 1, in the order of submission; no two documents of an item share one. */
      position: z.int().min(1),
      sha256: hashSchema,
      issuedOn: z.iso.date(),
      pageCount: z.int().min(1),
      extraction: hashSchema,
      format: z.enum(EVIDENCE_FORMATS),
      /** Null for documents of a time when it was not recorded. */
      byteCount: z.int().min(1).nullable(),
      /** Id of the document that this is a new version of; null for the first. */
      replaces: idSchema.nullable(),
      supplement: supplementSchema,
      /** Null when nobody looked for signatures; none found is an empty list. */
      signatures: z.array(signatureCheckSchema).max(20).nullable(),
    }),
    text: z.strictObject({
      number: freeText(200),
      name: freeText(500),
      abstract: freeText(2_000),
      /** Empty when the file came without one. */
      fileName: freeText(200).refine(isSafeFileName, "evidence.file-name-unsafe"),
      /** A line for each signature, see `splitSignatures`. */
      signers: freeText(20_000),
    }),
  },
  "evidence.explained": {
    value: z.strictObject({ explanation: idSchema, supplement: supplementSchema }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  "supplement.requested": {
    value: z.strictObject({ supplement: idSchema, until: instantSchema }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  "supplement.closed": { value: z.strictObject({ supplement: idSchema }), text: emptySchema },
  "completeness.marked": {
    value: z.strictObject({
      result: z.enum(COMPLETENESS_RESULTS),
      /** Hash of the evidence set that was looked at: another one has to be looked at again. */
      set: hashSchema,
    }),
    text: emptySchema,
  },
  "evidence-set.frozen": { value: z.strictObject({ hash: hashSchema }), text: emptySchema },
} as const;

/** `evidence.added` as it was first: PDF only, one version, no names of files. */
export const evidenceAdded1 = {
  value: z.strictObject({
    evidence: idSchema,
    position: z.int().min(1),
    sha256: hashSchema,
    issuedOn: z.iso.date(),
    pageCount: z.int().min(1),
    extraction: hashSchema,
  }),
  text: z.strictObject({ number: freeText(200), name: freeText(500), abstract: freeText(2_000) }),
};
