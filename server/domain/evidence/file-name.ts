import { type EvidenceFormat, FORMAT_NAMES } from "./format.ts";

/** Characters, and bytes of UTF-8: file systems end at 255, and a folder of downloads adds ` (1)`. */
const NAME_MAX = { characters: 80, bytes: 240 };
/** Given to a file whose name has nothing left. */
const NAMELESS = "minh-chung";

/** Controls, marks without width, and those that turn the direction: `phê-duyệt[RLO]fdp.exe` reads as a PDF. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;
/** What some system takes for a part of a path, a wildcard or a stream. */
const FORBIDDEN = /[<>:"|?*]/g;
/** Names of devices: with any ending they are never files. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/i;
const ENDING = /\.([a-z][a-z0-9]{0,7})$/i;

/** The ending of a name as a reader sees it, lower case, without its dot; null when it has none. */
export function findEnding(name: string): string | null {
  return ENDING.exec(name.replace(INVISIBLE, "").trim())?.[1]?.toLowerCase() ?? null;
}

/**
 * The name of a file as it is kept, shown and given to downloads: NFC, without folders, and without characters that
 * have a meaning of their own anywhere. It never names a place on the disk; what is kept there has names of the
 * server's own.
 *
 * @param name - as it was sent: any text, with either kind of path before it.
 * @param format - what the file is, once that is known: the name then ends as such a file does, and is never empty.
 *   Without it the ending stays as it was sent, and the name is empty when nothing is left of it.
 * @returns at most 80 characters and 240 bytes of UTF-8, cut between letters, the ending kept.
 */
export function toSafeFileName(name: string, format?: EvidenceFormat): string {
  const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const visible = last.replace(INVISIBLE, "").replace(/\s+/gu, " ").replace(FORBIDDEN, "-").normalize("NFC").trim();
  const { stem, ending } = format === undefined ? splitAsSent(visible) : splitAsFormat(visible, format);
  const whole = trimEnds(stem);
  const safe = RESERVED.test(whole) ? `_${whole}` : whole;
  const cut = trimEnds(cutToRoom(safe, ending.length));
  if (cut === "" && format !== undefined) return `${NAMELESS}${ending}`;
  // What was cut may end anew, in a dot and a few letters.
  return cut === safe ? `${cut}${ending}` : toSafeFileName(`${cut}${ending}`, format);
}

/** Whether a name is one that `toSafeFileName` gives. */
export function isSafeFileName(name: string): boolean {
  return toSafeFileName(name) === name;
}

interface SplitName {
  readonly stem: string;
  /** With its dot; empty without one. */
  readonly ending: string;
}

function splitAsSent(visible: string): SplitName {
  const whole = trimEnds(visible);
  const ending = ENDING.exec(whole)?.[0] ?? "";
  return { stem: whole.slice(0, whole.length - ending.length), ending };
}

function splitAsFormat(visible: string, format: EvidenceFormat): SplitName {
  const { extensions } = FORMAT_NAMES[format];
  const found = findEnding(visible) ?? "";
  if (!extensions.includes(found)) return { stem: visible, ending: `.${extensions[0]}` };
  return { stem: visible.slice(0, -found.length - 1), ending: `.${found}` };
}

/** Spaces and dots at the ends are dropped by some systems, and a dot in front hides the file on others. */
const trimEnds = (stem: string): string => stem.replace(/^[\s.]+|[\s.]+$/g, "");

/** The longest beginning that fits, and no half letter: a base and its mark stay together. */
function cutToRoom(stem: string, endingLength: number): string {
  const encoder = new TextEncoder();
  const room = { characters: NAME_MAX.characters - endingLength, bytes: NAME_MAX.bytes - endingLength };
  const fits = (text: string): boolean =>
    [...text].length <= room.characters && encoder.encode(text).length <= room.bytes;
  if (fits(stem)) return stem;
  let cut = "";
  for (const { segment } of new Intl.Segmenter("vi").segment(stem)) {
    if (!fits(cut + segment)) break;
    cut += segment;
  }
  return cut;
}
