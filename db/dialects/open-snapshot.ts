import BetterSqlite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { assertCurrent } from "../migrations/migrate.ts";
import { POSTGRES, SQLITE } from "../migrations/table-builder.ts";
import type { Schema } from "../schema/schema.ts";
import type { Database } from "./database.ts";
import { openPool } from "./open-postgres.ts";
import type { Transaction } from "./write-queue.ts";

/** A database that another process may be writing to: nothing is locked, migrated or written. */
export interface ReadOnlyDatabase extends Pick<Database, "dialect" | "reader"> {
  close(): Promise<void>;
}

/**
 * Opens a database for reading only, also while a server works on it.
 *
 * @param location - as for `openDatabase`.
 * @throws Error when the file is missing, or was written by another version of the code.
 */
export async function openReadOnly(location: string): Promise<ReadOnlyDatabase> {
  const isPostgres = /^postgres(ql)?:\/\//.test(location);
  const reader = isPostgres
    ? openPool(location, { max: 2, options: "-c default_transaction_read_only=on" })
    : openFile(location);
  try {
    await assertCurrent(reader, isPostgres ? POSTGRES : SQLITE);
  } catch (error) {
    await reader.destroy();
    throw error;
  }
  return { dialect: isPostgres ? POSTGRES : SQLITE, reader, close: () => reader.destroy() };
}

/**
 * Runs a task on one state of the database, from beginning to end, while others read and write.
 *
 * On a connection of its own: a long task holds nobody up. As long as it runs SQLite's write-ahead log only grows.
 */
export async function withSnapshot<T>(
  { dialect, reader }: Pick<Database, "dialect" | "reader">,
  task: (db: Transaction) => Promise<T>,
): Promise<T> {
  if (dialect.name === "postgres") return inTransaction(reader, task);
  const { rows } = await sql<{ file: string }>`select file from pragma_database_list where name = 'main'`.execute(
    reader,
  );
  const own = openFile(rows[0]?.file ?? "");
  try {
    return await inTransaction(own, task);
  } finally {
    await own.destroy();
  }
}

/** The state is taken by the first query: SQLite reads what was committed then, PostgreSQL likewise at this level. */
async function inTransaction<T>(db: Kysely<Schema>, task: (db: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel("repeatable read").execute(task);
}

function openFile(path: string): Kysely<Schema> {
  const database = new BetterSqlite(path, { readonly: true, fileMustExist: true });
  database.pragma("busy_timeout = 5000");
  database.pragma("trusted_schema = OFF");
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
}
