import type { ExtractedBlock } from "#domain/annotation/extraction.ts";
import { describeTables, type TableShape } from "./table-shape.ts";

/** Blocks of a page that are drawn together. */
export type BlockGroup =
  | { readonly kind: "text"; readonly block: ExtractedBlock }
  | { readonly kind: "letterhead"; readonly blocks: readonly ExtractedBlock[] }
  | { readonly kind: "list"; readonly list: ListTree }
  | { readonly kind: "table"; readonly number: number; readonly rows: readonly TableRow[] };

/** Items of one depth, each with the lists inside it. */
export interface ListTree {
  readonly isOrdered: boolean;
  readonly items: readonly { readonly block: ExtractedBlock; readonly lists: readonly ListTree[] }[];
}

/** A place of a table; without blocks where nothing stands. */
export interface TableCell {
  readonly blocks: readonly ExtractedBlock[];
  readonly isHeader: boolean;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

export interface TableRow {
  readonly key: number;
  readonly cells: readonly TableCell[];
}

/** Places of one drawn table. A sheet with a figure in every corner would have more empty ones than a page can hold. */
const PLACES_MAX = 60_000;

/**
 * Puts together what follows each other and is one thing: rows of a letterhead, items of a list, cells of a table.
 *
 * @param tables - whose parts the tables are; left out: they are whole.
 */
export function groupBlocks(blocks: readonly ExtractedBlock[], tables = describeTables(blocks)): BlockGroup[] {
  const groups: BlockGroup[] = [];
  for (let at = 0; at < blocks.length;) {
    const first = blocks[at] as ExtractedBlock;
    let end = at + 1;
    while (end < blocks.length && goesOn(first, blocks[end] as ExtractedBlock)) end += 1;
    const run = blocks.slice(at, end);
    at = end;
    if (first.kind === "letterhead") groups.push({ kind: "letterhead", blocks: run });
    else if (first.kind === "list-item") groups.push(...toLists(run).map((list) => ({ kind: "list", list }) as const));
    else if (first.kind === "cell") groups.push(...toTable(run, tables.get(first.cell?.table ?? 0)));
    else groups.push({ kind: "text", block: first });
  }
  return groups;
}

function goesOn(first: ExtractedBlock, block: ExtractedBlock): boolean {
  if (block.kind !== first.kind || block.kind === "heading" || block.kind === "paragraph") return false;
  return block.cell?.table === first.cell?.table;
}

/** A number or a letter before an item gives it a place in an order; a dot or a dash does not. */
const isOrdered = ({ marker = "" }: ExtractedBlock): boolean => /[\p{L}\p{N}]/u.test(marker);

function toLists(items: readonly ExtractedBlock[]): ListTree[] {
  const lists: { isOrdered: boolean; items: { block: ExtractedBlock; lists: ListTree[] }[] }[] = [];
  const depth = items.reduce((least, { level = 1 }) => Math.min(least, level), 9);
  for (let at = 0; at < items.length;) {
    const block = items[at] as ExtractedBlock;
    let end = at + 1;
    while (end < items.length && (items[end]?.level ?? 1) > depth) end += 1;
    const isDeeper = (block.level ?? 1) > depth;
    const inside = toLists(items.slice(isDeeper ? at : at + 1, end));
    at = end;
    // A list that begins deeper than it goes on stands by itself.
    if (isDeeper) {
      lists.push(...(inside as typeof lists));
      continue;
    }
    const last = lists.at(-1);
    const item = { block, lists: inside };
    if (last !== undefined && last.isOrdered === isOrdered(block)) last.items.push(item);
    else lists.push({ isOrdered: isOrdered(block), items: [item] });
  }
  return lists;
}

/** Words that are alone in their row and longer than their column go on over the empty places, as in a spreadsheet. */
function goesBeyond(block: ExtractedBlock | undefined, shape: TableShape | undefined): boolean {
  const { cell, align, start, end } = block ?? {};
  if (cell === undefined || shape === undefined || start === undefined || end === undefined) return false;
  if ((cell.columnSpan ?? 1) > 1 || (cell.rowSpan ?? 1) > 1 || align === "right") return false;
  return end - start > (shape.letters[shape.columns.indexOf(cell.column)] ?? 0);
}

/** Rows and columns with nothing in them are left out; a table that is mostly empty places becomes paragraphs. */
function toTable(blocks: readonly ExtractedBlock[], shape: TableShape | undefined): BlockGroup[] {
  const byRow = Map.groupBy(blocks, ({ cell }) => cell?.row ?? 0);
  const { columns = [], rowCount = 0 } = shape ?? {};
  const rowNumbers = [...byRow.keys()].sort((a, b) => a - b);
  if (rowCount * columns.length > PLACES_MAX) return blocks.map((block) => ({ kind: "text", block }));
  const count = (all: readonly number[], from: number, span: number): number =>
    all.filter((one) => one >= from && one < from + span).length;
  /** For each column the last row that a cell above reaches. */
  const taken = new Map<number, number>();
  const rows = rowNumbers.map((row): TableRow => {
    const byColumn = Map.groupBy(byRow.get(row) ?? [], ({ cell }) => cell?.column ?? 0);
    const cells: TableCell[] = [];
    for (const column of columns) {
      if ((taken.get(column) ?? 0) >= row) continue;
      const own = byColumn.get(column) ?? [];
      const { rowSpan = 1, header = false } = own[0]?.cell ?? {};
      const columnSpan = byColumn.size === 1 && goesBeyond(own[0], shape) ? Infinity : (own[0]?.cell?.columnSpan ?? 1);
      for (const other of columns) {
        if (other >= column && other < column + columnSpan) taken.set(other, row + rowSpan - 1);
      }
      const spans = { rowSpan: count(rowNumbers, row, rowSpan), columnSpan: count(columns, column, columnSpan) };
      cells.push({ blocks: own, isHeader: header, ...spans });
    }
    return { key: row, cells };
  });
  return [{ kind: "table", number: blocks[0]?.cell?.table ?? 1, rows }];
}
