import { Buffer } from "node:buffer";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { Refusal } from "../../domain/refusal.ts";
import type { FileLimits } from "./evidence-limits.ts";

/** An Office file, unpacked: XML and nested packages whole, of everything else the name alone. */
export interface OfficePackage {
  readonly names: ReadonlySet<string>;
  /** Keys are names as the file writes them. */
  readonly parts: ReadonlyMap<string, Buffer>;
}

type PackageLimits = Pick<FileLimits, "partsMax" | "unpackedBytesMax" | "xmlBytesMax" | "ratioMax">;

/** Tables repeat themselves and pack well: below this size the ratio says nothing. */
const smallBytes = 8 * 1024 * 1024;
const localHeaderSignature = 0x04034b50;
const localHeaderBytes = 30;

/**
 * Unpacks an Office file and counts what really comes out, whatever its directory claims.
 *
 * Entries must not share bytes, must be named alike in both places where a zip names them, and the first one begins
 * with the file: two programs that read such a file see the same parts.
 *
 * @throws Refusal `evidence.unreadable`, `evidence.unpacks-too-large`, `evidence.too-many-parts`, `evidence.encrypted`,
 *   `evidence.two-formats` when something else stands before the first entry.
 */
export async function readPackage(bytes: Buffer, limits: PackageLimits): Promise<OfficePackage> {
  const zip = await openZip(bytes);
  if (zip.entryCount > limits.partsMax) throw new Refusal("evidence.too-many-parts", { partsMax: limits.partsMax });
  const entries = await listEntries(zip, limits.partsMax);
  checkPlaces(bytes, entries);
  const parts = new Map<string, Buffer>();
  let unpackedBytes = 0;
  let xmlBytes = 0;
  for (const entry of entries) {
    const isKept = /\.(xml|rels|vml|xlsx)$/i.test(entry.fileName);
    const room = Math.min(
      limits.unpackedBytesMax - unpackedBytes,
      isKept ? limits.xmlBytesMax - xmlBytes : Infinity,
      Math.max(smallBytes, entry.compressedSize * limits.ratioMax),
    );
    const unpacked = await unpack(zip, entry, { isKept, bytesMax: room });
    unpackedBytes += unpacked.bytes;
    if (unpacked.kept === null) continue;
    xmlBytes += unpacked.bytes;
    parts.set(entry.fileName, unpacked.kept);
  }
  return { names: new Set(entries.map((entry) => entry.fileName)), parts };
}

async function openZip(bytes: Buffer): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
  try {
    return await fromBufferPromise(bytes, options);
  } catch (error) {
    throw toRefusal(error);
  }
}

async function listEntries(zip: ZipFile, partsMax: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      // Office compares names without regard to case: of two such parts each program would pick its own.
      const name = entry.fileName.toLowerCase();
      if (seen.has(name)) throw new Refusal("evidence.unreadable", { problem: "a part appears twice" });
      if (entry.isEncrypted()) throw new Refusal("evidence.encrypted");
      if (seen.size === partsMax) throw new Refusal("evidence.too-many-parts", { partsMax });
      seen.add(name);
      if (!name.endsWith("/")) entries.push(entry);
    }
  } catch (error) {
    throw toRefusal(error);
  }
  return entries;
}

/** Overlapping entries make a small file unpack without end, and each of them alone looks harmless. */
function checkPlaces(bytes: Buffer, entries: readonly Entry[]): void {
  const ordered = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  if (ordered[0] !== undefined && ordered[0].relativeOffsetOfLocalHeader !== 0) {
    throw new Refusal("evidence.two-formats");
  }
  let end = 0;
  for (const entry of ordered) {
    const start = entry.relativeOffsetOfLocalHeader;
    const isHeader =
      start + localHeaderBytes <= bytes.length && bytes.readUInt32LE(start) === localHeaderSignature && start >= end;
    if (!isHeader) throw new Refusal("evidence.unreadable", { problem: "parts overlap" });
    const nameEnd = start + localHeaderBytes + bytes.readUInt16LE(start + 26);
    if (!bytes.subarray(start + localHeaderBytes, nameEnd).equals(entry.fileNameRaw)) {
      throw new Refusal("evidence.unreadable", { problem: "a part has two names" });
    }
    end = nameEnd + bytes.readUInt16LE(start + 28) + entry.compressedSize;
  }
}

interface UnpackOptions {
  readonly isKept: boolean;
  readonly bytesMax: number;
}

async function unpack(
  zip: ZipFile,
  entry: Entry,
  { isKept, bytesMax }: UnpackOptions,
): Promise<{ bytes: number; kept: Buffer | null }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new Refusal("evidence.unpacks-too-large", { part: entry.fileName.slice(0, 100) });
      if (isKept) chunks.push(chunk);
    }
  } catch (error) {
    throw toRefusal(error);
  }
  return { bytes, kept: isKept ? Buffer.concat(chunks) : null };
}

/** What the library finds wrong is the file's fault, and named in English for who looks into it. */
function toRefusal(error: unknown): Error {
  if (!(error instanceof Error) || error instanceof Refusal) return error as Error;
  return new Refusal("evidence.unreadable", { problem: error.message.slice(0, 200) });
}
