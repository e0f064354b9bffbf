import type { Transaction } from "../dialects/write-queue.ts";
import type { TableName } from "../schema/table-kinds.ts";
import { listTables, TABLE_KINDS } from "../schema/table-kinds.ts";

/** A row of one database that another one has differently, or not at all. */
export interface RowDifference {
  readonly table: TableName;
  /** Values of the key columns, in their order. */
  readonly key: readonly (string | number)[];
  /** `changed`: in both; `missing`: the log makes it and the table lacks it; `extra`: no entry makes it. */
  readonly kind: "changed" | "missing" | "extra";
  /** Names of the columns that differ; empty unless `changed`. Their values may be nobody's to see. */
  readonly columns: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of a table that is numbered by entries are read so many at a time; the others grow with the round alone. */
const PAGE = 5_000;

/**
 * Compares every projection of two databases, of whichever dialects, row by row.
 *
 * @param given.stored - the database that is doubted; `given.rebuilt` - what the log makes of it.
 * @returns differences by table, then by key; empty when all rows are equal.
 */
export async function compareProjections(given: {
  stored: Transaction;
  rebuilt: Transaction;
  onTable?: (table: TableName) => void;
}): Promise<RowDifference[]> {
  const differences: RowDifference[] = [];
  for (const table of listTables("projection")) {
    given.onTable?.(table);
    for await (const [stored, rebuilt] of readBoth(given, table)) {
      differences.push(...compareRows(table, stored, rebuilt));
    }
  }
  return differences;
}

async function* readBoth(
  { stored, rebuilt }: { stored: Transaction; rebuilt: Transaction },
  table: TableName,
): AsyncGenerator<[Row[], Row[]]> {
  if (TABLE_KINDS[table].key.join() !== "seq") {
    yield [await readRows(stored, table), await readRows(rebuilt, table)];
    return;
  }
  const end = Math.max(await findLastSeq(stored, table), await findLastSeq(rebuilt, table)) + 1;
  for (let from = 0; from < end; from += PAGE) {
    const range = { from, to: from + PAGE };
    yield [await readRows(stored, table, range), await readRows(rebuilt, table, range)];
  }
}

// Kysely types a query by its table; one query for all of them is as good as untyped, and says so here alone.
const selectFrom = (db: Transaction, table: TableName) => db.selectFrom(table as "score_change");

async function readRows(db: Transaction, table: TableName, range?: { from: number; to: number }): Promise<Row[]> {
  const all = selectFrom(db, table).selectAll();
  const query = range === undefined ? all : all.where("seq", ">=", range.from).where("seq", "<", range.to);
  return (await query.execute()).map((row) => ({ ...row }));
}

async function findLastSeq(db: Transaction, table: TableName): Promise<number> {
  const row = await selectFrom(db, table)
    .select((select) => select.fn.max("seq").as("last"))
    .executeTakeFirst();
  return Number(row?.last ?? -1);
}

function compareRows(table: TableName, stored: readonly Row[], rebuilt: readonly Row[]): RowDifference[] {
  const keyOf = (row: Row) => TABLE_KINDS[table].key.map((column) => row[column] as string | number);
  const toMap = (rows: readonly Row[]) => new Map(rows.map((row) => [JSON.stringify(keyOf(row)), row]));
  const [before, after] = [toMap(stored), toMap(rebuilt)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((text): RowDifference[] => {
    const [old, made] = [before.get(text), after.get(text)];
    const about = { table, key: JSON.parse(text) as (string | number)[] };
    if (old === undefined) return [{ ...about, kind: "missing", columns: [] }];
    if (made === undefined) return [{ ...about, kind: "extra", columns: [] }];
    const columns = [...new Set([...Object.keys(old), ...Object.keys(made)])];
    const differing = columns.filter((column) => !isSame(old[column], made[column]));
    return differing.length === 0 ? [] : [{ ...about, kind: "changed", columns: differing }];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}

/** One sentence about a difference. */
export function describeDifference({ table, key, kind, columns }: RowDifference): string {
  const row = `${table} ${key.join(" / ")}`;
  if (kind === "missing") return `${row} is in the log and not in the table`;
  if (kind === "extra") return `${row} comes from no entry`;
  return `${row} is not what the log makes of it: ${columns.join(", ")}`;
}
