import BetterSqlite from "better-sqlite3";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresDialect,
} from "kysely";
import { SqliteDialect } from "kysely";
import pg from "pg";
import type { Database } from "../../db/dialects/database.ts";
import { holdConnection } from "../../db/dialects/hold-connection.ts";
import { createWriteQueue } from "../../db/dialects/write-queue.ts";
import type { Schema } from "../../db/schema/schema.ts";
import type { TestDatabase } from "../helpers/open-test-database.ts";

/** Which statement of the writer fails, counted from now, before or after it was run, and with which error. */
export interface StatementFault {
  readonly at: number;
  readonly when: "before" | "after";
  readonly code: string;
}

export interface FaultyDatabase extends Database {
  /** From the next statement on. */
  arm(fault: StatementFault): void;
  /** Statements since the last `arm`. */
  count(): number;
}

/** The database with another writer, on a connection of its own, whose statements fail when they are told to. */
export async function openFaulty(database: TestDatabase): Promise<FaultyDatabase> {
  let fault: StatementFault | null = null;
  let count = 0;
  const run = async <T>(query: CompiledQuery, execute: () => Promise<T>): Promise<T> => {
    count += 1;
    const isDue = fault !== null && count === fault.at;
    const fail = (): never => {
      throw Object.assign(new Error(`fault ${fault!.when} ${query.sql.slice(0, 40)}`), { code: fault!.code });
    };
    if (isDue && fault!.when === "before") fail();
    const result = await execute();
    if (isDue) fail();
    return result;
  };
  const { location, dialect } = database;
  const inner =
    dialect.name === "sqlite"
      ? new SqliteDialect({ database: openFile(location) })
      : new PostgresDialect({ pool: openPool(location) });
  const pool = new Kysely<Schema>({ dialect: wrapDialect(inner, run) });
  const { connection, release } = await holdConnection(pool);
  const sql = dialect.name === "sqlite" ? { begin: "begin immediate", tidy: "pragma wal_checkpoint(passive)" } : null;
  const writer = createWriteQueue(connection, sql ?? { begin: "begin", tidy: null });
  return {
    ...database,
    writer,
    arm: (next) => {
      fault = next;
      count = 0;
    },
    count: () => count,
    close: async () => {
      await writer.close();
      await release();
      await pool.destroy();
    },
  };
}

function openFile(path: string): BetterSqlite.Database {
  const file = new BetterSqlite(path);
  for (const pragma of ["synchronous = FULL", "recursive_triggers = ON", "wal_autocheckpoint = 0"]) file.pragma(pragma);
  return file;
}

function openPool(connectionString: string): pg.Pool {
  const getTypeParser = ((oid: number, format?: "text" | "binary") =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;
  return new pg.Pool({ connectionString, max: 1, types: { getTypeParser } });
}

function wrapDialect(inner: Dialect, run: <T>(query: CompiledQuery, execute: () => Promise<T>) => Promise<T>): Dialect {
  const wrapDriver = (driver: Driver): Driver => {
    const innerOf = new WeakMap<DatabaseConnection, DatabaseConnection>();
    return {
      init: () => driver.init(),
      acquireConnection: async () => {
        const connection = await driver.acquireConnection();
        const wrapped: DatabaseConnection = {
          executeQuery: (query) => run(query, () => connection.executeQuery(query)),
          streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
        };
        innerOf.set(wrapped, connection);
        return wrapped;
      },
      beginTransaction: (connection, settings) => driver.beginTransaction(innerOf.get(connection)!, settings),
      commitTransaction: (connection) => driver.commitTransaction(innerOf.get(connection)!),
      rollbackTransaction: (connection) => driver.rollbackTransaction(innerOf.get(connection)!),
      releaseConnection: (connection) => driver.releaseConnection(innerOf.get(connection)!),
      destroy: () => driver.destroy(),
    };
  };
  return {
    createDriver: () => wrapDriver(inner.createDriver()),
    createAdapter: () => inner.createAdapter(),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
  };
}
