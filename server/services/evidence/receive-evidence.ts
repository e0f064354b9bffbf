import { readFile } from "node:fs/promises";
import type { FileClaim } from "../../domain/evidence/file-claim.ts";
import { toSafeFileName } from "../../domain/evidence/file-name.ts";
import type { Services } from "../services.ts";
import type { TextExtractor } from "./extract-text.ts";
import { type StoredEvidence, storeEvidence } from "./store-evidence.ts";

/** A finished upload on the server's disk, with what its sender says of it. */
export interface ReceivedFile {
  readonly path: string;
  readonly claim: FileClaim;
  /** Of the agency that sent it. */
  readonly entityId: string;
}

/**
 * Reads, checks and keeps a file that came from outside; the upload itself stays where it is.
 *
 * @returns what `evidence.added` needs, with a name for downloads: the sender's, made safe, with the ending of what the
 *   file really is.
 * @throws Refusal `evidence.…` as the extractor says, with nothing kept.
 */
export async function receiveEvidence(
  services: Pick<Services, "database" | "content">,
  { path, claim, entityId }: ReceivedFile,
  extractor: TextExtractor,
): Promise<StoredEvidence & { readonly fileName: string }> {
  const bytes = await readFile(path);
  const stored = await storeEvidence(services, bytes, { entityId, read: (file) => extractor.read(file, claim) });
  return { ...stored, fileName: toSafeFileName(claim.name, stored.format) };
}
