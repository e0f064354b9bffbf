import type { ExtractedBlock, Extraction, TextRun } from "../../domain/annotation/extraction.ts";
import { listBlocks, type PlacedBlock } from "./list-blocks.ts";
import type { LinePiece, PageText } from "./page-text.ts";

/**
 * Joins what the pages show to one text with blocks.
 *
 * @param pages - all pages of the document, in order.
 * @returns NFC text without control characters, one space between words; empty text for a scan.
 */
export function assembleExtraction(pages: readonly PageText[]): Pick<Extraction, "pageCount" | "text" | "blocks"> {
  const blocks: ExtractedBlock[] = [];
  const texts: string[] = [];
  let start = 0;
  for (const [position, placed] of listBlocks(pages).entries()) {
    for (const block of placed) {
      const pieces = joinPieces(block.pieces);
      const text = pieces.map((piece) => piece.text).join("");
      if (text === "") continue;
      const runs = toRuns(pieces, start);
      const end = start + text.length;
      const { align, indent, kind, column } = block;
      const box = toBox(block, pages[position]!);
      const placedIn = column === undefined ? {} : { column };
      blocks.push({ page: position + 1, start, end, align, indent, runs, kind, box, ...placedIn });
      texts.push(text);
      start = end + 1;
    }
  }
  return { pageCount: pages.length, text: texts.join("\n"), blocks };
}

/** Merges neighbours of one style; single spaces; NFC also where a tone mark was a piece of its own. */
function joinPieces(pieces: readonly LinePiece[]): LinePiece[] {
  const joined: LinePiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    let text = piece.text
      .replace(/\p{Cs}/gu, "\ufffd")
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

function toBox(block: PlacedBlock, page: PageText): NonNullable<ExtractedBlock["box"]> {
  const toPercent = (value: number, whole: number): number => Math.round((value / whole) * 10_000) / 100;
  return {
    x: toPercent(block.x, page.width),
    y: toPercent(block.top, page.height),
    width: toPercent(block.right - block.x, page.width),
    height: toPercent(block.bottom - block.top, page.height),
  };
}
