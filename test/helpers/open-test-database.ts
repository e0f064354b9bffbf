import { join } from "node:path";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { closeAfterFile } from "./after-file.ts";
import { createDatabase, findPostgresUrl, isPostgresWanted } from "./postgres.ts";
import { makeTestDir } from "./run-dir.ts";

export type Dialect = "sqlite" | "postgres";

/** Dialects of this run: both, unless `DIALECTS` names fewer or the platform has no PostgreSQL. */
export const DIALECTS: readonly Dialect[] = listDialects();

/** A migrated database of its own. */
export interface TestDatabase extends Database {
  /** What `openDatabase` and the configuration take, to open it again after `close`. */
  readonly location: string;
}

/**
 * Opens an empty, migrated database; closed at the end of the file at the latest.
 *
 * @param language - PostgreSQL orders texts by it; SQLite has one order only.
 */
export async function openTestDatabase(dialect: Dialect, language?: "vi"): Promise<TestDatabase> {
  const location = dialect === "postgres" ? await createDatabase(undefined, language) : await makeTestLocation(dialect);
  const database = await openDatabase(location);
  return { ...database, location, close: closeAfterFile(database) };
}

/** @returns the location of a database that nobody has opened yet. */
export async function makeTestLocation(dialect: Dialect): Promise<string> {
  return dialect === "sqlite" ? join(makeTestDir(), "assay.db") : createDatabase();
}

function listDialects(): Dialect[] {
  const wanted = process.env["DIALECTS"];
  const dialects: Dialect[] = [];
  if (wanted === undefined || wanted === "" || wanted.split(",").includes("sqlite")) dialects.push("sqlite");
  if (isPostgresWanted() && findPostgresUrl() !== null) dialects.push("postgres");
  return dialects;
}
