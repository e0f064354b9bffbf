import { findExtraction } from "../../../db/queries/extractions.ts";
import { toSafeFileName } from "../../domain/evidence/file-name.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findReadableEvidence } from "./find-readable-evidence.ts";

/** The original of a document, to be read in parts. */
export interface EvidenceContent {
  /** Hash of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Of the whole file, bytes. */
  readonly size: number;
  readonly format: EvidenceFormat;
  /** As it was sent, made safe, with the ending of what the file is; made of the document's number without one. */
  readonly fileName: string;
  /** @param start - first byte. @param end - the byte after the last one. */
  read(start: number, end: number): Promise<ReadableStream<Uint8Array>>;
}

/**
 * The original of a document. Nothing of it is held in memory, and what is damaged is not given out.
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
    format,
    fileName: toSafeFileName(evidence.file_name || evidence.number.replaceAll("/", "-"), format),
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
