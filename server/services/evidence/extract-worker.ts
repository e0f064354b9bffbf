// A worker thread of extract-text.ts: a hostile file costs this thread and nothing else.
import { Buffer } from "node:buffer";
import { parentPort } from "node:worker_threads";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { type FileClaim, findFalseClaim } from "../../domain/evidence/file-claim.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";
import { Refusal } from "../../domain/refusal.ts";
import { checkPackage } from "./check-package.ts";
import type { SignerTrust } from "./check-signer.ts";
import type { FileLimits } from "./evidence-limits.ts";
import { drawScan } from "./draw-scan.ts";
import type { PagePicture } from "./read-scans.ts";
import { readDocx } from "./read-docx.ts";
import { readHtml } from "./read-html.ts";
import { readPdf } from "./read-pdf.ts";
import { readPicture } from "./read-picture.ts";
import { readSignatures } from "./read-signatures.ts";
import { readText } from "./read-text.ts";
import { readXlsx } from "./read-xlsx.ts";
import { sniffFormat } from "./sniff-format.ts";

/** What the main thread asks for. */
export interface ExtractRequest {
  readonly bytes: Uint8Array;
  /** Null where nobody claims anything. */
  readonly claim: FileClaim | null;
  readonly limits: FileLimits;
  readonly trust: SignerTrust;
}

/** What the main thread asks for of a document that has been read: one page as a picture. */
export interface DrawRequest {
  readonly bytes: Uint8Array;
  readonly drawPage: number;
}

/** What was read or drawn, or the code and details of a refusal. */
export type ExtractAnswer =
  | { readonly read: ReadDocument }
  | { readonly drawn: PagePicture | null }
  | { readonly code: string; readonly details: Refusal["details"] };

/** A document as it was read. */
export interface ReadDocument {
  readonly extraction: Extraction & Required<Pick<Extraction, "format">>;
  /** Digital signatures of a PDF; empty for every other format, where none are looked for. */
  readonly signatures: readonly DocumentSignature[];
}

parentPort!.on("message", (request: ExtractRequest | DrawRequest) => {
  // A failure that is not the file's is left unhandled: it ends this thread, and the main thread hears of it.
  void answer(request).then((reply) => parentPort!.postMessage(reply));
});

async function answer(request: ExtractRequest | DrawRequest): Promise<ExtractAnswer> {
  try {
    if ("drawPage" in request) return { drawn: await drawScan(request.bytes, request.drawPage) };
    return { read: await read(request) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.details };
    // Readers go down into what the file nests; one that nests too deeply ends them like this.
    if (error instanceof RangeError) return { code: "evidence.too-complex", details: {} };
    throw error;
  }
}

async function read(request: ExtractRequest): Promise<ReadDocument> {
  // pdf.js keeps the bytes, so the signatures are looked at first.
  const isPdf = Buffer.from(request.bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
  const signatures = isPdf ? await readSignatures(request.bytes, request.trust) : [];
  const extraction = await extract(request);
  return { extraction: { ...extraction, format: extraction.format! }, signatures };
}

async function extract({ bytes: sent, claim, limits }: ExtractRequest): Promise<Extraction> {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  const agree = (format: EvidenceFormat): void => {
    const claimed = claim === null ? null : findFalseClaim(claim, format);
    if (claimed !== null) throw new Refusal("evidence.other-format", { claimed, found: format });
  };
  const sniffed = await sniffFormat(bytes);
  if (sniffed.kind === "package") {
    const unpacked = await checkPackage(bytes, limits);
    agree(unpacked.format);
    return unpacked.format === "docx" ? readDocx(unpacked) : readXlsx(unpacked, limits);
  }
  agree(sniffed.kind);
  if (sniffed.kind === "pdf") return readPdf(sent, limits.pagesMax);
  if (!("text" in sniffed)) return readPicture(bytes, sniffed.kind, limits);
  if (bytes.length > limits.textBytesMax) {
    throw new Refusal("evidence.too-large", { bytes: bytes.length, bytesMax: limits.textBytesMax });
  }
  return sniffed.kind === "html" ? readHtml(sniffed.text, limits.depthMax) : readText(sniffed.text);
}
