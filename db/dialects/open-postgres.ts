import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { migrate } from "../migrations/migrate.ts";
import { POSTGRES } from "../migrations/table-builder.ts";
import type { Schema } from "../schema/schema.ts";
import type { Database } from "./database.ts";
import { holdConnection } from "./hold-connection.ts";
import { createWriteQueue } from "./write-queue.ts";

/** "assay" in hexadecimal ASCII: the session lock that makes one process the writer of a database. */
const WRITER_LOCK = 0x61737361;

const INT8_OID = 20;

/**
 * Connects, takes the writer's session lock, and migrates.
 *
 * One dedicated connection holds the lock and runs every commit, so that a lost lock is a failed commit.
 *
 * @param url - `postgres://…`
 * @throws Error when another process is the writer, or when the database was written by newer code.
 */
export async function openPostgres(url: string): Promise<Database> {
  const writerPool = openPool(url, { max: 1 });
  const { connection, release } = await holdConnection(writerPool);
  try {
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${WRITER_LOCK}) as locked`.execute(
      connection,
    );
    if (rows[0]?.locked !== true) {
      throw new Error("another assay process writes to this database; stop it first");
    }
    await migrate(connection, POSTGRES);
  } catch (error) {
    await release();
    await writerPool.destroy();
    throw error;
  }
  const reader = openPool(url, { max: 8, options: "-c default_transaction_read_only=on" });
  const writer = createWriteQueue(connection, { begin: "begin", tidy: null });
  return {
    dialect: POSTGRES,
    reader,
    writer,
    forgetOverwritten: () => Promise.resolve(true),
    close: async () => {
      await writer.close();
      // The server would free it a moment after the connection ends; a restart must not have to wait for that.
      await sql`select pg_advisory_unlock(${WRITER_LOCK})`.execute(connection);
      await release();
      await reader.destroy();
      await writerPool.destroy();
    },
  };
}

/** @param settings.options - as `psql` takes them. */
export function openPool(url: string, settings: { max: number; options?: string }): Kysely<Schema> {
  const types = {
    // Counts and sequence numbers stay far below 2^53; the driver would hand them out as text.
    getTypeParser: ((oid: number, format?: "text" | "binary") =>
      oid === INT8_OID
        ? (text: string) => Number(text)
        : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
  const pool = new pg.Pool({ connectionString: url, types, ...settings });
  // A dropped idle connection is replaced by the pool; the query that needs one reports what fails.
  pool.on("error", () => undefined);
  // The pool watches idle connections only; the writer's is held, and its loss shows as a commit that fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
