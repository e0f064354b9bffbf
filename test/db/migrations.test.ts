import { describe, expect, test } from "vitest";
import { sql } from "kysely";
import { openDatabase } from "../../db/dialects/open-database.ts";
import type { Database } from "../../db/dialects/database.ts";
import { DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";
import type { Dialect } from "../helpers/open-test-database.ts";

const MIGRATIONS = [
  "0001_identity_and_ledger",
  "0002_rounds",
  "0003_items_and_scores",
  "0004_reviews_and_documents",
  "0005_witnesses",
  "0006_access_and_erasure",
  "0007_head_without_request_hash",
  "0008_evidence_versions",
  "0009_notes",
  "0010_first_choices",
  "0011_document_versions",
  "0012_local_keys",
  "0013_saved_views",
  "0014_sent_files",
  "0015_minority_opinions",
  "0016_machines",
  "0017_assignment",
];

const LIST_COLUMNS: Record<Dialect, string> = {
  sqlite: `select t.name as table_name, c.name as column_name, c.type as type, c."notnull" or c.pk > 0 as is_required
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite%' and t.name not like 'kysely%' order by t.name, c.cid`,
  postgres: `select table_name, column_name, data_type as type, (is_nullable = 'NO')::int as is_required
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%' order by table_name, ordinal_position`,
};

const LIST_INDEXES: Record<Dialect, string> = {
  sqlite: "select sql as definition from sqlite_master where type in ('index', 'trigger') and sql is not null",
  postgres: `select indexdef as definition from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal`,
};

/** One name for what the databases call differently. */
const KINDS: Record<string, string> = { TEXT: "text", INTEGER: "int", BLOB: "bytes", bigint: "int", bytea: "bytes" };

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly type: string;
  readonly is_required: number;
}

async function listColumns(database: Database, dialect: Dialect): Promise<Column[]> {
  const { rows } = await sql.raw<Column>(LIST_COLUMNS[dialect]).execute(database.reader);
  return rows;
}

const listTables = async (database: Database, dialect: Dialect): Promise<string[]> =>
  (await listColumns(database, dialect))
    .map((one) => {
      const kind = KINDS[one.type] ?? KINDS[one.type.toUpperCase()] ?? one.type;
      return `${one.table_name}.${one.column_name} ${kind}${Number(one.is_required) === 1 ? "" : "?"}`;
    })
    // The databases sort "_" differently.
    .sort();

/** What a reviewer reads: each table with its columns, then indexes and triggers. */
async function formatSchema(database: Database, dialect: Dialect): Promise<string> {
  const tables = Map.groupBy(await listColumns(database, dialect), (one) => one.table_name);
  const text = [...tables].sort().map(([name, columns]) => {
    const lines = columns.map((one) => `  ${one.column_name} ${one.type}${Number(one.is_required) ? " not null" : ""}`);
    return `table ${name}\n${lines.join("\n")}`;
  });
  const { rows } = await sql.raw<{ definition: string }>(LIST_INDEXES[dialect]).execute(database.reader);
  const rest = rows.map((one) => one.definition.replace(/\s+/g, " ")).sort();
  return `${[...text, ...rest].join("\n\n")}\n`;
}

describe.each(DIALECTS)("%s", (dialect) => {
  test("runs every migration once, in order, and none on the second start", async () => {
    const first = await openTestDatabase(dialect);
    await first.close();
    const again = await openDatabase(first.location);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(again.reader);
    await again.close();
    expect(rows.map((row) => row.name)).toEqual(MIGRATIONS);
  });

  test("creates the schema of its snapshot", async () => {
    const database = await openTestDatabase(dialect);
    await expect(await formatSchema(database, dialect)).toMatchFileSnapshot(
      `../../db/migrations/schema.${dialect}.sql.snap`,
    );
  });

  test("a database that is newer than the code is refused, and says what to do", async () => {
    const database = await openTestDatabase(dialect);
    await database.writer.run((trx) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999_from_tomorrow', '2099-01-01')`.execute(trx),
    );
    await database.close();
    await expect(openDatabase(database.location)).rejects.toThrow(
      "the database is newer than this code: it has migration 9999_from_tomorrow; start a newer version of assay",
    );
  });
});

test("all dialects have the same tables, columns and kinds", async () => {
  const listed: Record<string, string[]> = {};
  for (const dialect of DIALECTS) listed[dialect] = await listTables(await openTestDatabase(dialect), dialect);
  const [first, ...others] = Object.values(listed);
  expect(first?.length).toBeGreaterThan(100);
  for (const other of others) expect(other).toEqual(first);
});
