import type { Extraction } from "../../domain/annotation/extraction.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";
import { hashText } from "../hash.ts";
import type { Services } from "../services.ts";
import { extractText } from "./extract-text.ts";

/** A document that `evidence.added` can name. */
export interface StoredEvidence {
  /** Hash of the file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Hash of the extraction's RFC 8785 text. */
  readonly extractionHash: string;
  readonly extraction: Extraction;
  readonly format: EvidenceFormat;
  readonly byteCount: number;
  /** Null when nobody looked for signatures. */
  readonly signatures: readonly DocumentSignature[] | null;
}

/**
 * Keeps a document and its text; on return both are on disk. The same bytes again change nothing.
 *
 * @param extract - reads the text; a worker of its own unless the caller has one that is warm.
 * @throws Refusal as the extractor says, with nothing kept.
 */
export async function storeEvidence(
  { database, content }: Pick<Services, "database" | "content">,
  bytes: Uint8Array,
  extract: (bytes: Uint8Array) => Promise<Extraction> = extractText,
): Promise<StoredEvidence> {
  const extraction = await extract(bytes);
  const document = toText(extraction);
  const extractionHash = hashText(document);
  const { sha256 } = await content.put(bytes);
  const found = { format: "pdf", byteCount: bytes.length, signatures: null } as const;
  await database.writer.run((trx) =>
    trx
      .insertInto("extraction")
      .values({
        sha256,
        extraction_hash: extractionHash,
        document,
        format: found.format,
        byte_count: found.byteCount,
        page_count: extraction.pageCount,
        signatures: found.signatures === null ? null : JSON.stringify(found.signatures),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return { sha256, extractionHash, extraction, ...found };
}

/** RFC 8785 text. The ledger's own writer refuses fractions, and the places of blocks on a page are such. */
function toText(extraction: Extraction): string {
  return JSON.stringify(extraction, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
