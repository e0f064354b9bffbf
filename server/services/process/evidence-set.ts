import { listEvidence } from "../../../db/queries/annotations.ts";
import { findExplanation } from "../../../db/queries/evidence.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { groupVersions } from "../../domain/evidence/versions.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { hashText } from "../hash.ts";

/**
 * SHA-256 over the ids and file hashes of an item's documents as they stand, in their order, and over the entry of the
 * explanation when there is one: the entry commits to its words. The set may be empty.
 */
export async function hashEvidenceSet(db: Transaction, itemId: string): Promise<string> {
  const documents = groupVersions(await listEvidence(db, itemId)).map(({ newest }) => newest);
  const explanation = await findExplanation(db, itemId);
  const set: JsonValue[] = documents.map(({ id, sha256 }) => ({ id, sha256 }));
  if (explanation !== null) set.push({ explanation: explanation.id, entry: explanation.seq });
  return hashText(canonicalJson(set));
}
