import type { ExtractedBlock } from "#domain/annotation/extraction.ts";

/** What the parts of a table have in common. */
export interface TableShape {
  /** Numbers of the columns in which anything stands, ascending. */
  readonly columns: readonly number[];
  /** Rows in which anything stands. */
  readonly rowCount: number;
  /** Letters of the longest text of each column that stands in one column only; one alone in its row may go beyond. */
  readonly letters: readonly number[];
  /** Number of the first row. */
  readonly firstRow: number;
  /** Cells of the rows that name the columns; empty where none is known to. */
  readonly heads: readonly ExtractedBlock[];
}

/** A row that names the columns of a spreadsheet has a title and some lines of notes above it at most. */
const HEAD_ROW_MAX = 10;

/** The tables among these blocks, by their numbers. */
export function describeTables(blocks: readonly ExtractedBlock[]): ReadonlyMap<number, TableShape> {
  const byTable = Map.groupBy(
    blocks.filter(({ cell }) => cell !== undefined),
    ({ cell }) => cell?.table ?? 0,
  );
  return new Map([...byTable].map(([number, cells]) => [number, describe(cells)]));
}

function describe(blocks: readonly ExtractedBlock[]): TableShape {
  const rows = Map.groupBy(blocks, ({ cell }) => cell?.row ?? 0);
  const letters = new Map<number, number>();
  for (const row of rows.values()) {
    const isAlone = new Set(row.map(({ cell }) => cell?.column)).size === 1;
    for (const { cell, start, end } of row) {
      if (cell === undefined) continue;
      const own = isAlone || (cell.columnSpan ?? 1) > 1 ? 0 : end - start;
      letters.set(cell.column, Math.max(letters.get(cell.column) ?? 0, own));
    }
  }
  const columns = [...letters.keys()].sort((a, b) => a - b);
  return {
    columns,
    rowCount: rows.size,
    letters: columns.map((column) => letters.get(column) ?? 0),
    firstRow: blocks[0]?.cell?.row ?? 0,
    heads: findHeads([...rows.values()], columns.length),
  };
}

/**
 * What the document itself marks as names of columns. A spreadsheet marks nothing: there it is the first row with a
 * word in most columns and a number in none, as numbers stand to the right.
 */
function findHeads(rows: readonly (readonly ExtractedBlock[])[], columnCount: number): readonly ExtractedBlock[] {
  const end = rows.findIndex((row) => row.some(({ cell }) => cell?.header !== true));
  if (end !== 0) return rows.slice(0, end === -1 ? 0 : end).flat();
  const isNames = (row: readonly ExtractedBlock[]): boolean =>
    new Set(row.map(({ cell }) => cell?.column)).size * 2 > columnCount && row.every(({ align }) => align !== "right");
  return rows.slice(0, HEAD_ROW_MAX).find(isNames) ?? [];
}
