import type { ExtractedBlock, Extraction } from "../../domain/annotation/extraction.ts";
import { type DraftBlock, joinBlocks } from "./join-blocks.ts";
import { listBlocks, type PlacedBlock } from "./list-blocks.ts";
import type { PageText } from "./page-text.ts";

/**
 * Joins what the pages show to one text with blocks.
 *
 * @param pages - all pages of the document, in order.
 * @returns NFC text; empty text for a scan. A page that shows no text of its own is a scan.
 */
export function assembleExtraction(
  pages: readonly PageText[],
): Pick<Extraction, "pageCount" | "text" | "blocks"> & Required<Pick<Extraction, "pages">> {
  const placed = listBlocks(pages);
  const joined = joinBlocks(placed.flatMap((list, position) => list.map((block) => toDraft(block, pages, position))));
  const withText = new Set(joined.blocks.map((block) => block.page));
  return {
    pageCount: pages.length,
    ...joined,
    pages: pages.map(({ width, height }, position) => ({
      kind: withText.has(position + 1) ? "text" : "scan",
      width: roundTo(width, 100),
      height: roundTo(height, 100),
    })),
  };
}

function toDraft(block: PlacedBlock, pages: readonly PageText[], position: number): DraftBlock {
  const { align, indent, kind, column, pieces } = block;
  const placedIn = column === undefined ? {} : { column };
  return { page: position + 1, align, indent, kind, box: toBox(block, pages[position]!), ...placedIn, pieces };
}

function toBox(block: PlacedBlock, page: PageText): NonNullable<ExtractedBlock["box"]> {
  const toPercent = (value: number, whole: number): number => roundTo((value / whole) * 100, 100);
  return {
    x: toPercent(block.x, page.width),
    y: toPercent(block.top, page.height),
    width: toPercent(block.right - block.x, page.width),
    height: toPercent(block.bottom - block.top, page.height),
  };
}

const roundTo = (value: number, parts: number): number => Math.round(value * parts) / parts;
