import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";
import type { Extraction } from "../../domain/annotation/extraction.ts";

type Contained = NonNullable<Extraction["contains"]>[number];

const MARKS: readonly (readonly [Contained, RegExp])[] = [
  ["script", /\/(JavaScript|JS)\b/],
  ["attachment", /\/(EmbeddedFiles?|FileAttachment|Filespec|RichMedia)\b/],
  ["link-to-program", /\/Launch\b/],
];
/** Objects of one packed stream, and streams that are looked into. */
const unpackedBytesMax = 8 * 1024 * 1024;
const streamsMax = 500;

/**
 * Finds what a PDF does beyond showing pages, in its plain objects and in its packed ones.
 *
 * Only a label hangs on it: pages are drawn with scripts off, and nobody here follows a link to a program.
 *
 * @returns each kind once, in a fixed order; empty when nothing was found.
 */
export function findPdfActions(bytes: Uint8Array): Contained[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Set(listMarks(file.toString("latin1")));
  let streams = 0;
  for (let at = file.indexOf("/ObjStm"); at >= 0 && streams < streamsMax; at = file.indexOf("/ObjStm", at + 7)) {
    streams += 1;
    for (const mark of listMarks(unpackObjects(file, at))) found.add(mark);
  }
  return MARKS.map(([mark]) => mark).filter((mark) => found.has(mark));
}

/** The packed objects whose dictionary holds this place; empty text when they cannot be unpacked. */
function unpackObjects(file: Buffer, at: number): string {
  const keyword = file.indexOf("stream", at);
  if (keyword < 0 || keyword - at > 2_000) return "";
  const lineEnd = file[keyword + 6] === 0x0d ? 8 : 7;
  const end = file.indexOf("endstream", keyword + lineEnd);
  if (end < 0) return "";
  try {
    const packed = file.subarray(keyword + lineEnd, end);
    return inflateSync(packed, { maxOutputLength: unpackedBytesMax, finishFlush: 2 }).toString("latin1");
  } catch {
    return "";
  }
}

function listMarks(text: string): Contained[] {
  // A name may write any of its letters as #xx.
  const plain = text.includes("#")
    ? text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
  return MARKS.filter(([, pattern]) => pattern.test(plain)).map(([mark]) => mark);
}
