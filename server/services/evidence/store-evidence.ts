import { insertFileSender } from "../../../db/queries/evidence.ts";
import { type Extraction, extractionSchema } from "../../domain/annotation/extraction.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";
import { hashText } from "../hash.ts";
import type { Services } from "../services.ts";
import { readAlone } from "./extract-text.ts";
import type { ReadDocument } from "./extract-worker.ts";

/** A document that `evidence.added` can name. */
export interface StoredEvidence {
  /** Hash of the file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Hash of the extraction's RFC 8785 text. */
  readonly extractionHash: string;
  readonly extraction: Extraction;
  readonly format: EvidenceFormat;
  readonly byteCount: number;
  readonly signatures: readonly DocumentSignature[];
}

/** Who sends a file, and who reads it. */
export interface Sending {
  /** The agency's entity, which may hand the file in then. */
  readonly entityId: string;
  /** A worker of its own unless the caller has an extractor that is warm. */
  readonly read?: (bytes: Uint8Array) => Promise<ReadDocument>;
}

/**
 * Keeps a document and its text; on return both are on disk. The same bytes again change nothing.
 *
 * @throws Refusal as the extractor says, with nothing kept.
 */
export async function storeEvidence(
  { database, content }: Pick<Services, "database" | "content">,
  bytes: Uint8Array,
  { entityId, read = readAlone }: Sending,
): Promise<StoredEvidence> {
  const { extraction, signatures } = await read(bytes);
  const document = toText(extraction);
  const extractionHash = hashText(document);
  const { sha256 } = await content.put(bytes);
  const { format } = extraction;
  const found = { format, byteCount: bytes.length, signatures };
  const kept = await database.writer.run(async (trx) => {
    const row = {
      sha256,
      extraction_hash: extractionHash,
      document,
      format,
      byte_count: found.byteCount,
      page_count: extraction.pageCount,
      signatures: JSON.stringify(signatures),
    };
    await trx
      .insertInto("extraction")
      .values(row)
      // Whom the installation trusts may have changed since: what is handed in next says what is found today.
      .onConflict((conflict) => conflict.column("sha256").doUpdateSet({ signatures: row.signatures }))
      .execute();
    await insertFileSender(trx, { sha256, entity_id: entityId });
    const columns = ["document", "extraction_hash"] as const;
    return trx.selectFrom("extraction").select(columns).where("sha256", "=", sha256).executeTakeFirstOrThrow();
  });
  if (kept.extraction_hash === extractionHash) return { sha256, extractionHash, extraction, ...found };
  // Read by an earlier extractor: entries and annotations name that text, so it stays the text of this file.
  const earlier = extractionSchema.parse(JSON.parse(kept.document));
  return { sha256, extractionHash: kept.extraction_hash, extraction: earlier, ...found };
}

/** RFC 8785 text. The ledger's own writer refuses fractions, and the places of blocks on a page are such. */
function toText(extraction: Extraction): string {
  return JSON.stringify(extraction, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
