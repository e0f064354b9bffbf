import type { TextPart, ValuePart } from "../../domain/event/catalogue.ts";
import { splitSignatures } from "../../domain/evidence/split-signatures.ts";
import type { StoredEvidence } from "./store-evidence.ts";

/** What the submitter says of a document; the rest is what the server found in the file. */
export interface EvidenceDescription {
  readonly evidence: string;
  readonly position: number;
  readonly number: string;
  readonly name: string;
  readonly abstract: string;
  /** Date of the document, `YYYY-MM-DD`. */
  readonly issuedOn: string;
  readonly fileName?: string;
  readonly replaces?: string | null;
  readonly supplement?: string | null;
}

/** Value and text of the `evidence.added` that names a stored file. */
export function describeEvidence(
  stored: StoredEvidence,
  said: EvidenceDescription,
): { value: ValuePart<"evidence.added">; text: TextPart<"evidence.added"> } {
  const { evidence, position, issuedOn, number, name, abstract } = said;
  const { signatures, signers } = splitSignatures(stored.signatures);
  return {
    value: {
      evidence,
      position,
      issuedOn,
      sha256: stored.sha256,
      pageCount: stored.extraction.pageCount,
      extraction: stored.extractionHash,
      format: stored.format,
      byteCount: stored.byteCount,
      replaces: said.replaces ?? null,
      supplement: said.supplement ?? null,
      signatures,
    },
    text: { number, name, abstract, fileName: said.fileName ?? "", signers },
  };
}
