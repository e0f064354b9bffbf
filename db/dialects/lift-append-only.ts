import { sql } from "kysely";
import type { MigrationDialect } from "../migrations/table-builder.ts";
import type { Transaction } from "./write-queue.ts";

/**
 * Runs work that may update rows of an append-only table, in the open transaction of the writer.
 *
 * Nobody else sees the table without its triggers: both databases take them away and put them back in the same
 * transaction, and what fails, or dies, in between is rolled back with everything else.
 */
export async function liftAppendOnly(
  trx: Transaction,
  { dialect, table }: { dialect: MigrationDialect; table: string },
  work: () => Promise<void>,
): Promise<void> {
  if (dialect.name === "postgres") {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(trx);
    await work();
    await sql`alter table ${sql.table(table)} enable trigger user`.execute(trx);
    return;
  }
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_schema where type = 'trigger' and tbl_name = ${table} order by name`.execute(trx);
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(trx);
  await work();
  for (const trigger of rows) await sql.raw(trigger.sql).execute(trx);
}
