import type { ExtractedBlock } from "#domain/annotation/extraction.ts";

/** What the parts of a table have in common. */
export interface TableShape {
  /** Numbers of the columns in which anything stands, ascending. */
  readonly columns: readonly number[];
  /** Rows in which anything stands. */
  readonly rowCount: number;
  /** Letters of the longest text of each column that stands in one column only. */
  readonly letters: readonly number[];
}

/** The tables among these blocks, by their numbers. */
export function describeTables(blocks: readonly ExtractedBlock[]): ReadonlyMap<number, TableShape> {
  const byTable = Map.groupBy(
    blocks.filter(({ cell }) => cell !== undefined),
    ({ cell }) => cell?.table ?? 0,
  );
  return new Map([...byTable].map(([number, cells]) => [number, describe(cells)]));
}

function describe(blocks: readonly ExtractedBlock[]): TableShape {
  const rows = new Set<number>();
  const letters = new Map<number, number>();
  for (const { cell, start, end } of blocks) {
    if (cell === undefined) continue;
    rows.add(cell.row);
    const own = (cell.columnSpan ?? 1) > 1 ? 0 : end - start;
    letters.set(cell.column, Math.max(letters.get(cell.column) ?? 0, own));
  }
  const columns = [...letters.keys()].sort((a, b) => a - b);
  return { columns, rowCount: rows.size, letters: columns.map((column) => letters.get(column) ?? 0) };
}
