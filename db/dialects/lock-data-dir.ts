import { mkdirSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";

/** Another process, or another part of this one, works in the folder. */
export class DataDirLocked extends Error {
  constructor(dataDir: string) {
    super(`another process works in ${dataDir}; stop it first (is a server running there?)`);
    this.name = "DataDirLocked";
  }
}

/**
 * Takes a data folder for one process that writes: a server, the seed, a command.
 *
 * The lock is the operating system's on an open file, so it ends with the process however that ends.
 *
 * @returns what gives the folder free.
 * @throws DataDirLocked when it is taken.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = new BetterSqlite(join(dataDir, "lock"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code === "SQLITE_BUSY") throw new DataDirLocked(dataDir);
    throw error;
  }
  return () => {
    lock.close();
  };
}
