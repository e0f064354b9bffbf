import { type EvidenceFormat, FORMAT_NAMES } from "./format.ts";

/** Bytes of UTF-8: file systems end at 255, and a folder of downloads adds ` (1)`. */
const nameBytesMax = 180;
/** Given to a file whose name has nothing left. */
const namelessStem = "minh-chung";

/** Controls, marks without width, and those that turn the direction: `phê-duyệt[RLO]fdp.exe` reads as a PDF. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;
/** What some system takes for a part of a path, a wildcard or a stream. */
const forbidden = /[<>:"|?*]/g;
/** Names of devices: with any ending they are never files. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/i;
const ending = /\.([a-z][a-z0-9]{0,7})$/i;

/** The ending of a name as a reader sees it, lower case, without its dot; null when it has none. */
export function findEnding(name: string): string | null {
  return ending.exec(name.replace(invisible, "").trim())?.[1]?.toLowerCase() ?? null;
}

/**
 * Makes a name that every system takes for a file of this kind, and that reads as what it is.
 *
 * It names a download and is shown to people; where the bytes are kept has nothing to do with it.
 *
 * @param name - as it was sent: any text, with either kind of path before it.
 * @returns NFC, not empty, at most 180 bytes of UTF-8, with an ending of the format.
 */
export function toDownloadName(name: string, format: EvidenceFormat): string {
  const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const visible = last.replace(invisible, "").replace(/\s+/g, " ").replace(forbidden, "-").trim();
  const { extensions } = FORMAT_NAMES[format];
  const found = findEnding(visible) ?? "";
  const isKnown = extensions.includes(found);
  const extension = isKnown ? found : extensions[0];
  const stem = trimEnds(isKnown ? visible.slice(0, -found.length - 1) : visible);
  const safe = reserved.test(stem) ? `_${stem}` : stem;
  const room = nameBytesMax - extension.length - 1;
  return `${trimEnds(cutBytes(safe, room)) || namelessStem}.${extension}`;
}

/** Spaces and dots at the ends are dropped by some systems, and a dot in front hides the file on others. */
const trimEnds = (stem: string): string => stem.replace(/^[\s.]+|[\s.]+$/g, "");

/** The longest beginning that fits, and no half letter: a base and its mark stay together. */
function cutBytes(text: string, bytesMax: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= bytesMax) return text;
  let cut = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter("vi").segment(text)) {
    bytes += encoder.encode(segment).length;
    if (bytes > bytesMax) break;
    cut += segment;
  }
  return cut;
}
