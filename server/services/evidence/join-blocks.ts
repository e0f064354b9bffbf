import { Refusal } from "../../domain/refusal.ts";
import type { ExtractedBlock, Extraction, TextRun } from "../../domain/annotation/extraction.ts";
import type { LinePiece } from "./page-text.ts";

/** A block before its text has a place in the whole; a block that turns out to be empty is left out. */
export interface DraftBlock extends Omit<ExtractedBlock, "start" | "end" | "runs"> {
  readonly pieces: readonly LinePiece[];
}

/** More blocks than this are no document that people read, and no page that a browser draws. */
export const blocksMax = 60_000;

/** Marks that turn the direction of writing: what is read would not be what is there. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

/**
 * Joins blocks to one text.
 *
 * @returns NFC text without control characters, one space between words; empty text when nothing can be read.
 * @throws Refusal `evidence.too-complex` for more than `blocksMax` blocks.
 */
export function joinBlocks(drafts: Iterable<DraftBlock>): Pick<Extraction, "text" | "blocks"> {
  const blocks: ExtractedBlock[] = [];
  const texts: string[] = [];
  let start = 0;
  for (const { pieces: loose, ...block } of drafts) {
    const pieces = joinPieces(loose);
    const text = pieces.map((piece) => piece.text).join("");
    if (text === "") continue;
    if (blocks.length === blocksMax) throw new Refusal("evidence.too-complex", { blocksMax });
    const end = start + text.length;
    blocks.push({ ...block, start, end, runs: toRuns(pieces, start) });
    texts.push(text);
    start = end + 1;
  }
  return { text: texts.join("\n"), blocks };
}

/** Merges neighbours of one style; single spaces; NFC also where a tone mark was a piece of its own. */
function joinPieces(pieces: readonly LinePiece[]): LinePiece[] {
  const joined: LinePiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    let text = piece.text
      .replace(/\p{Cs}/gu, "\ufffd")
      .replace(directionMarks, "")
      .replace(/[\s\p{Cc}]+/gu, " ")
      .normalize("NFC");
    if (!last || last.text.endsWith(" ")) text = text.trimStart();
    if (text === "") continue;
    const composed = last && (last.text + text).normalize("NFC");
    const sameStyle =
      last && last.bold === piece.bold && last.italic === piece.italic && last.underline === piece.underline;
    if (composed && (sameStyle || text === " " || composed !== last.text + text)) {
      joined[joined.length - 1] = { ...last, text: composed };
    } else {
      joined.push({ ...piece, text });
    }
  }
  const last = joined.at(-1);
  if (last) joined[joined.length - 1] = { ...last, text: last.text.trimEnd() };
  return joined.filter((piece) => piece.text !== "");
}

function toRuns(pieces: readonly LinePiece[], start: number): TextRun[] {
  let at = start;
  return pieces.map(({ text, bold, italic, underline }) => {
    const run = { start: at, end: at + text.length, bold, italic };
    at = run.end;
    return underline ? { ...run, underline } : run;
  });
}
