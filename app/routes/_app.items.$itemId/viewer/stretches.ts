import type { ExtractedBlock, Extraction } from "#domain/annotation/extraction.ts";
import { describeTables, type TableShape } from "../table-shape.ts";
import { findPlaceOnPage, indexPages, type PageText } from "./page-index.ts";

/** Blocks that are put into the page together: a sheet of fifty thousand cells is cut, a page of a letter is not. */
const BLOCKS_MAX = 400;

/** A part of a page's text that is put into the page as one, mostly the whole page. */
export interface Stretch extends PageText {
  readonly page: number;
  /** From 1, and how many its page has. */
  readonly part: number;
  readonly parts: number;
  /** Of all tables of its page, by number: the parts of one stand in the same columns. */
  readonly tables: ReadonlyMap<number, TableShape>;
}

const indexes = new WeakMap<Extraction, readonly Stretch[]>();

/** The whole text in its order, at least one stretch for each page. */
export function indexStretches(extraction: Extraction): readonly Stretch[] {
  const before = indexes.get(extraction);
  if (before !== undefined) return before;
  const stretches = indexPages(extraction).flatMap(({ blocks }, place): Stretch[] => {
    const cut = cutBlocks(blocks);
    const tables = describeTables(blocks);
    return cut.map((own, at) => {
      const [start, end] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
      return { blocks: own, start, end, page: place + 1, part: at + 1, parts: cut.length, tables };
    });
  });
  indexes.set(extraction, stretches);
  return stretches;
}

/** Where a place of the text stands: in which stretch, and at which share of its height, 0–1. */
export function findPlaceInStretch(extraction: Extraction, offset: number): { index: number; share: number } {
  const stretches = indexStretches(extraction);
  const index = Math.max(
    0,
    stretches.findLastIndex(({ blocks, start }) => blocks.length > 0 && start <= offset),
  );
  const { start = 0, end = 0, parts = 1 } = stretches[index] ?? {};
  if (parts === 1) return { index, share: findPlaceOnPage(extraction, offset).share };
  return { index, share: Math.min(1, (offset - start) / Math.max(1, end - start)) };
}

function cutBlocks(blocks: readonly ExtractedBlock[]): readonly (readonly ExtractedBlock[])[] {
  if (blocks.length <= BLOCKS_MAX) return [blocks];
  const parts: (readonly ExtractedBlock[])[] = [];
  let from = 0;
  /** The last row of the table that a cell until here reaches. */
  let reach = 0;
  for (const [at, block] of blocks.entries()) {
    const before = blocks[at - 1];
    const isSameTable = before?.cell !== undefined && before.cell.table === block.cell?.table;
    if (!isSameTable) reach = 0;
    if (at - from >= BLOCKS_MAX && canBegin(block, before, reach)) {
      parts.push(blocks.slice(from, at));
      from = at;
    }
    if (block.cell !== undefined) reach = Math.max(reach, block.cell.row + (block.cell.rowSpan ?? 1) - 1);
  }
  return [...parts, blocks.slice(from)];
}

/** Nothing that is drawn as one is cut through: no row, no cell over several rows, no item with what is below it. */
function canBegin(
  { kind, level = 1, cell }: ExtractedBlock,
  before: ExtractedBlock | undefined,
  reach: number,
): boolean {
  if (kind === "list-item") return level === 1;
  if (kind === "letterhead") return before?.kind !== "letterhead";
  return cell === undefined || cell.row > reach;
}
