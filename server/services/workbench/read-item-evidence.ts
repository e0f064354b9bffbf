import { type EvidenceRow, listEvidence } from "../../../db/queries/annotations.ts";
import { findExplanation } from "../../../db/queries/evidence.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import { joinSignatures, type SignatureCheck } from "../../domain/evidence/split-signatures.ts";
import { groupVersions } from "../../domain/evidence/versions.ts";
import type { EvidenceView, WorkbenchView } from "./workbench-view.ts";

/** What a desk shows of an item's documents. */
export type ItemEvidence = Pick<WorkbenchView, "evidence" | "earlierEvidence" | "explanation" | "shown">;

export const NO_EVIDENCE: ItemEvidence = { evidence: [], earlierEvidence: [], explanation: null, shown: null };

/**
 * Documents of an item for whoever works on it, without their texts. The caller has asked whether the person may read
 * them.
 *
 * Once a set is closed only what it has is here: what was handed in since is looked at by the support team first.
 *
 * @param place - position of the document to show, of any version; the first when it is null or unknown.
 */
export async function readItemEvidence(
  db: Transaction,
  item: Pick<ItemRow, "itemId" | "evidenceSet" | "evidenceSetSeq">,
  place: number | null,
): Promise<ItemEvidence> {
  const isClosed = item.evidenceSet !== null;
  const rows = (await listEvidence(db, item.itemId)).filter((row) => !isClosed || row.is_frozen === 1);
  const documents = groupVersions(rows);
  const evidence = documents.map(({ newest }) => toEvidenceView(newest));
  const row = rows.find((one) => one.position === place) ?? documents[0]?.newest;
  const explanation = await findExplanation(db, item.itemId);
  const isExplained = explanation !== null && (!isClosed || explanation.seq < (item.evidenceSetSeq ?? 0));
  return {
    evidence,
    earlierEvidence: documents.flatMap(({ earlier }) => earlier.map(toEvidenceView)),
    explanation: isExplained ? { reason: explanation.reason, at: explanation.at } : null,
    shown: row === undefined ? null : { evidenceId: row.id },
  };
}

/** The fields of a document that may leave the server. */
export function toEvidenceView(row: EvidenceRow): EvidenceView {
  const { id, position, sha256, number, name, abstract, replaces } = row;
  const checks = row.signatures === null ? null : (JSON.parse(row.signatures) as SignatureCheck[]);
  return {
    id,
    position,
    sha256,
    number,
    name,
    abstract,
    issuedOn: row.issued_on,
    pageCount: row.page_count,
    extractionHash: row.extraction_hash,
    format: row.format as EvidenceFormat,
    byteCount: row.byte_count,
    fileName: row.file_name,
    replaces,
    addedAt: row.at,
    signatures: checks === null ? null : joinSignatures(checks, row.signers),
  };
}
