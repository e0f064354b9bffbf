import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { migrate } from "../migrations/migrate.ts";
import { SQLITE } from "../migrations/table-builder.ts";
import type { Schema } from "../schema/schema.ts";
import type { Database } from "./database.ts";
import { holdConnection } from "./hold-connection.ts";
import { createWriteQueue } from "./write-queue.ts";

/**
 * Opens (and creates) the database file, migrates it, and checks that commits really reach the disk.
 *
 * @param path - file; its folder is made when missing.
 * @throws Error when the file was written by newer code, or when `synchronous` is not FULL after a write.
 */
export async function openSqlite(path: string): Promise<Database> {
  mkdirSync(dirname(path), { recursive: true });
  const writerPool = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openFile(path, false) }) });
  try {
    await migrate(writerPool, SQLITE);
    await assertFullSync(writerPool);
    // What a crash right after an erasure left in the write-ahead log.
    await truncateWal(writerPool);
  } catch (error) {
    await writerPool.destroy();
    throw error;
  }
  const reader = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openFile(path, true) }) });
  const { connection, release } = await holdConnection(writerPool);
  const writer = createWriteQueue(connection, {
    begin: "begin immediate",
    tidy: "pragma wal_checkpoint(passive)",
  });
  return {
    dialect: SQLITE,
    reader,
    writer,
    forgetOverwritten: () => writer.runBetween(truncateWal),
    close: async () => {
      await writer.close();
      await release();
      await reader.destroy();
      await writerPool.destroy();
    },
  };
}

function openFile(path: string, isReadOnly: boolean): BetterSqlite.Database {
  const database = new BetterSqlite(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  database.pragma("recursive_triggers = ON");
  database.pragma("busy_timeout = 5000");
  database.pragma("trusted_schema = OFF");
  // What is overwritten is zeroed: an erased text is in no free page.
  database.pragma("secure_delete = ON");
  // A commit then says about itself only: SQLite reports a failed checkpoint as a failure of the commit before it.
  database.pragma("wal_autocheckpoint = 0");
  if (isReadOnly) database.pragma("query_only = ON");
  memoisePrepare(database);
  return database;
}

/** Distinct statements kept; queries are few and bound, lists of ids make them vary by length only. */
const STATEMENTS_MAX = 2_000;

/** Kysely prepares every query anew; keeping the statements doubles the rate. */
function memoisePrepare(database: BetterSqlite.Database): void {
  const prepare = database.prepare.bind(database);
  const statements = new Map<string, BetterSqlite.Statement>();
  database.prepare = ((text: string) => {
    let statement = statements.get(text);
    if (statement === undefined || statement.busy) {
      statement = prepare(text);
      if (statements.size >= STATEMENTS_MAX) statements.clear();
      statements.set(text, statement);
    }
    return statement;
  }) as typeof database.prepare;
}

/** @returns false when a reader holds it; waiting would stop the whole process, which the reader runs in. */
async function truncateWal(connection: Kysely<Schema>): Promise<boolean> {
  await sql`pragma busy_timeout = 0`.execute(connection);
  try {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection);
    return rows[0]?.busy === 0;
  } finally {
    await sql`pragma busy_timeout = 5000`.execute(connection);
  }
}

/** In WAL mode the driver falls back to NORMAL after the first write unless told otherwise: look after one. */
async function assertFullSync(db: Kysely<Schema>): Promise<void> {
  const { rows: versions } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  await sql.raw(`pragma user_version = ${(versions[0]?.user_version ?? 0) + 1}`).execute(db);
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  if (rows[0]?.synchronous !== 2) {
    throw new Error(`sqlite synchronous is ${rows[0]?.synchronous}, not FULL (2): commits could be lost`);
  }
}
