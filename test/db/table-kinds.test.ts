import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { checkTables } from "../../db/checks/table-checks.ts";
import { TABLE_KINDS } from "../../db/schema/table-kinds.ts";
import { type Dialect, DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";

/** Columns of every primary key, in its order. */
const LIST_KEYS: Record<Dialect, string> = {
  sqlite: `select t.name as table_name, c.name as column_name
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and c.pk > 0 order by t.name, c.pk`,
  postgres: `select conrelid::regclass::text as table_name, attname as column_name
    from pg_constraint cross join unnest(conkey) with ordinality as part(number, place)
    join pg_attribute on attrelid = conrelid and attnum = number
    where contype = 'p' and connamespace = 'public'::regnamespace order by 1, place`,
};

describe.each(DIALECTS)("%s: what tables claim", (dialect) => {
  test("every table is marked, with the key that it has", async () => {
    const { reader: db } = await openTestDatabase(dialect);
    expect(await checkTables({ db })).toEqual([]);
    const { rows } = await sql.raw<{ table_name: string; column_name: string }>(LIST_KEYS[dialect]).execute(db);
    const keys = Map.groupBy(rows, (row) => row.table_name);
    for (const [table, { key }] of Object.entries(TABLE_KINDS)) {
      expect(
        keys.get(table)?.map((row) => row.column_name),
        table,
      ).toEqual(key);
    }
  });

  test("a table that nobody marked, and a marked one that is gone, are found", async () => {
    const database = await openTestDatabase(dialect);
    await database.writer.run(async (trx) => {
      await sql`alter table merger rename to joined_entity`.execute(trx);
    });
    expect(await checkTables({ db: database.reader })).toEqual([
      "the table joined_entity is marked for nothing",
      "the table merger is missing",
    ]);
  });
});
