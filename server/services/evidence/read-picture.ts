import { Buffer } from "node:buffer";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { FileLimits } from "./evidence-limits.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

const pngMark = "\x89PNG\r\n\x1a\n";

/**
 * Reads a picture's size from its header; nothing is decoded.
 *
 * @returns one page without text, as large as the picture is shown: turned when the camera says so.
 * @throws Refusal `evidence.unreadable` (cut off, or not built like a picture), `evidence.too-many-pixels`,
 *   `evidence.two-formats` when something follows the end of a PNG.
 */
export function readPicture(bytes: Buffer, format: "png" | "jpeg", limits: Pick<FileLimits, "pixelsMax">): Extraction {
  const { width, height } = format === "png" ? measurePng(bytes) : measureJpeg(bytes);
  if (width < 1 || height < 1) throw new Refusal("evidence.unreadable", { problem: "no pixels" });
  if (width * height > limits.pixelsMax) {
    throw new Refusal("evidence.too-many-pixels", { pixels: width * height, pixelsMax: limits.pixelsMax });
  }
  return {
    extractor: "assay-picture",
    version: "1",
    format,
    pageCount: 1,
    pages: [{ kind: "scan", width, height }],
    text: "",
    blocks: [],
  };
}

const cutOff = (): Refusal => new Refusal("evidence.unreadable", { problem: "cut off" });

/** Walks over the chunks: the header comes first, the end last, and nothing after it. */
function measurePng(bytes: Buffer): Size {
  let at = pngMark.length;
  let size: Size | null = null;
  let hasData = false;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (size === null) {
      if (type !== "IHDR" || length !== 13 || at + 25 > bytes.length) throw cutOff();
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    hasData ||= type === "IDAT" && length > 0;
    at += 12 + length;
    if (type !== "IEND") continue;
    if (!hasData || at > bytes.length) throw cutOff();
    if (at < bytes.length) throw new Refusal("evidence.two-formats");
    return size;
  }
  throw cutOff();
}

/** Walks over the segments to the frame; cameras write more pictures after the end, so that is not looked at. */
function measureJpeg(bytes: Buffer): Size {
  let at = 2;
  let isTurned = false;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw cutOff();
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw cutOff();
    if (marker === 0xe1) isTurned ||= isTurnedByExif(bytes.subarray(at + 4, at + 2 + length));
    // Every frame but the three markers between them that mean tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (length < 8 || !bytes.subarray(at).includes(Buffer.from([0xff, 0xd9]))) throw cutOff();
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    if (marker === 0xda || marker === 0xd9) throw cutOff();
    at += 2 + length;
  }
  throw cutOff();
}

/** Orientations 5 to 8 stand on their side. */
function isTurnedByExif(segment: Buffer): boolean {
  if (segment.toString("latin1", 0, 6) !== "Exif\0\0" || segment.length < 14) return false;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const read16 = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return false;
  const count = read16(start);
  for (let entry = 0; entry < count; entry += 1) {
    const at = start + 2 + entry * 12;
    if (at + 12 > tiff.length) return false;
    if (read16(at) === 0x0112) return read16(at + 8) >= 5 && read16(at + 8) <= 8;
  }
  return false;
}
