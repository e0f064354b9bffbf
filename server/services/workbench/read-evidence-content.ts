import { findExtraction } from "../../../db/queries/extractions.ts";
import { type EvidenceFormat, FORMAT_NAMES } from "../../domain/evidence/format.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findReadableEvidence } from "./find-readable-evidence.ts";

/** The bytes of a document, to be read in parts. */
export interface EvidenceContent {
  /** Hash of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Of the whole file, bytes. */
  readonly size: number;
  /** What a page may show of it; anything else is bytes without a kind. */
  readonly mediaType: string;
  /** @param start - first byte. @param end - the byte after the last one. */
  read(start: number, end: number): Promise<ReadableStream<Uint8Array>>;
}

/** What the viewer draws. Whatever else there is goes out as bytes: no browser shows it under our address. */
const DRAWN: readonly EvidenceFormat[] = ["pdf", "png", "jpeg"];

/**
 * The content of a document for our own viewer, which checks the hash of the whole itself.
 *
 * @throws Refusal as `findReadableEvidence`; `thing.absent` also when the file is gone.
 */
export async function readEvidenceContent(
  services: PageServices,
  account: { id: string },
  evidenceId: string,
): Promise<EvidenceContent> {
  const evidence = await findReadableEvidence(services, account, evidenceId);
  const { sha256 } = evidence;
  const size = await services.content.size(sha256);
  if (size === null) throw new Refusal("thing.absent");
  const format = evidence.format as EvidenceFormat;
  return {
    sha256,
    size,
    mediaType: DRAWN.includes(format) ? FORMAT_NAMES[format].mediaType : "application/octet-stream",
    async read(start, end) {
      const opened = await services.content.openRange(sha256, { start, end });
      if (opened === null) throw new Error(`content ${sha256} went while it was read`);
      return opened.stream;
    },
  };
}

/** The text of a document as its extractor read it: RFC 8785 text, null when it was never extracted. */
export interface EvidenceText {
  readonly document: string | null;
  /** Hash of the file that it was read from. */
  readonly sha256: string;
}

/** @throws Refusal as `findReadableEvidence`. */
export async function readEvidenceText(
  services: PageServices,
  account: { id: string },
  evidenceId: string,
): Promise<EvidenceText> {
  const { sha256 } = await findReadableEvidence(services, account, evidenceId);
  return { document: await findExtraction(services.database.reader, sha256), sha256 };
}
