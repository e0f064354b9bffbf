import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite from "better-sqlite3";
import pg from "pg";

/** The newest checkpoint that was signed for a log. */
export interface LockRow {
  /** Name of the log. */
  readonly origin: string;
  /** Entries that the checkpoint covers; 0 before the first. */
  readonly size: number;
  /** Signed note; empty at size 0. */
  readonly note: string;
  /** UTC instant. */
  readonly at: string;
}

/**
 * A record beside the database, never part of its backups.
 *
 * Durability: a swap is in the file and atomic, but reaches the disk with the next `sync` only. After a power loss the
 * record is whole, and may be older.
 */
export interface LockStore {
  find(origin: string): Promise<LockRow | null>;
  /** Puts the first row of an origin, durably. @returns false when it has one. */
  insert(row: LockRow): Promise<boolean>;
  /** Compare and swap. @returns false when the row is not of size `fromSize`. */
  swap(fromSize: number, row: LockRow): Promise<boolean>;
  /** On return every swap so far is on disk. */
  sync(origin: string): Promise<void>;
  close(): Promise<void>;
}

const COLUMNS = `origin text primary key, size bigint not null, note text not null, at text not null`;

/**
 * Opens (and creates) the store.
 *
 * @param location - `postgres://…` of another database than the log's, or the path of a SQLite file.
 * @param isReadOnly - nothing is written: a file that is missing stays missing, and the store is empty.
 */
export async function openLockStore(location: string, isReadOnly = false): Promise<LockStore> {
  if (/^postgres(ql)?:\/\//.test(location)) return openPostgresStore(location);
  if (isReadOnly && existsSync(location)) return makeSqliteStore(openFile(location, { readonly: true }));
  return makeSqliteStore(createFile(isReadOnly ? ":memory:" : location));
}

function createFile(path: string): BetterSqlite.Database {
  mkdirSync(dirname(path), { recursive: true });
  const database = openFile(path);
  // In WAL mode NORMAL never syncs a commit and still leaves a whole file after a power loss.
  database.pragma("journal_mode = WAL");
  database.exec(`create table if not exists checkpoint_lock (${COLUMNS}) without rowid`);
  database.pragma("synchronous = NORMAL");
  takeRoom(database);
  return database;
}

function openFile(path: string, options: BetterSqlite.Options = {}): BetterSqlite.Database {
  const database = new BetterSqlite(path, options);
  database.pragma("busy_timeout = 5000");
  database.pragma("synchronous = FULL");
  return database;
}

function makeSqliteStore(database: BetterSqlite.Database): LockStore {
  const isDurable = (value: boolean): unknown => database.pragma(`synchronous = ${value ? "FULL" : "NORMAL"}`);
  const find = database.prepare<[string], LockRow>(
    "select origin, size, note, at from checkpoint_lock where origin = ?",
  );
  const insert = database.prepare("insert into checkpoint_lock values (?, ?, ?, ?) on conflict do nothing");
  const swap = database.prepare("update checkpoint_lock set size = ?, note = ?, at = ? where origin = ? and size = ?");
  const touch = database.prepare("update checkpoint_lock set size = size where origin = ?");
  /** A commit under FULL syncs the write-ahead log, with all that stands before it there. */
  const durably = <T>(write: () => T): T => {
    isDurable(true);
    try {
      return write();
    } finally {
      isDurable(false);
    }
  };
  return {
    find: (origin) => Promise.resolve(find.get(origin) ?? null),
    insert: async ({ origin, size, note, at }) => durably(() => insert.run(origin, size, note, at).changes === 1),
    swap: async (fromSize, { origin, size, note, at }) => swap.run(size, note, at, origin, fromSize).changes === 1,
    sync: async (origin) => void durably(() => touch.run(origin)),
    close: async () => void database.close(),
  };
}

/** Frames of the write-ahead log before it begins anew in the same place. */
const WAL_FRAMES = 256;

/**
 * Grows the write-ahead log to all it will ever need: a disk that is full later stops commits, which can be refused,
 * and not the record of a commit that is made.
 */
function takeRoom(database: BetterSqlite.Database): void {
  database.pragma(`wal_autocheckpoint = ${WAL_FRAMES}`);
  database.exec("create table if not exists room (taken integer)");
  if (database.prepare("select 1 from room").get() === undefined) database.exec("insert into room values (0)");
  const take = database.prepare("update room set taken = taken + 1");
  for (let frame = 0; frame < WAL_FRAMES; frame += 1) take.run();
}

async function openPostgresStore(url: string): Promise<LockStore> {
  const pool = new pg.Pool({ connectionString: url, max: 1, options: "-c synchronous_commit=off" });
  // The pool replaces a dropped idle connection; the query that needs one reports what fails.
  pool.on("error", () => undefined);
  const durably = async (text: string, values: readonly unknown[]): Promise<number> => {
    const client = await pool.connect();
    try {
      await client.query("set synchronous_commit = on");
      return (await client.query(text, [...values])).rowCount ?? 0;
    } finally {
      await client.query("set synchronous_commit = off");
      client.release();
    }
  };
  await durably(`create table if not exists checkpoint_lock (${COLUMNS})`, []);
  let closed: Promise<void> | null = null;
  return {
    find: async (origin) => {
      const text = "select origin, size::float8, note, at from checkpoint_lock where origin = $1";
      return (await pool.query<LockRow>(text, [origin])).rows[0] ?? null;
    },
    insert: async ({ origin, size, note, at }) => {
      const text = "insert into checkpoint_lock values ($1, $2, $3, $4) on conflict do nothing";
      return (await durably(text, [origin, size, note, at])) === 1;
    },
    swap: async (fromSize, { origin, size, note, at }) => {
      const text = "update checkpoint_lock set size = $1, note = $2, at = $3 where origin = $4 and size = $5";
      return (await pool.query(text, [size, note, at, origin, fromSize])).rowCount === 1;
    },
    sync: async (origin) => void (await durably("update checkpoint_lock set size = size where origin = $1", [origin])),
    close: () => (closed ??= pool.end()),
  };
}
