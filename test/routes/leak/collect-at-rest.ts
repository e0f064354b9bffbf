import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { Client } from "pg";
import type { TableName } from "../../../db/schema/table-kinds.ts";
import { TABLE_KINDS } from "../../../db/schema/table-kinds.ts";
import { openReadOnly, withSnapshot } from "../../../db/dialects/open-snapshot.ts";
import { rebuildDatabase } from "../../../server/services/rebuild/rebuild-database.ts";
import type { Services } from "../../../server/services/services.ts";
import { type Dialect, openTestDatabase } from "../../helpers/open-test-database.ts";
import { makeTestDir } from "../../helpers/run-dir.ts";
import { type Canary, makeHexCanary } from "./canaries.ts";
import { collectDatabase, type Sink } from "./collect.ts";

/** Where a copy of an installation lies. */
interface Place {
  readonly dialect: Dialect;
  /** Path of the SQLite file, or `postgres://…`. */
  readonly location: string;
}

/** Copies as operators make them, free pages and dead rows included. */
export async function collectBackups(place: Place, sink: Sink): Promise<void> {
  if (place.dialect === "postgres") await collectRelations(place.location, sink);
  else await collectSqliteBackups(place.location, sink);
}

async function collectSqliteBackups(location: string, sink: Sink): Promise<void> {
  const folder = makeTestDir();
  const source = new BetterSqlite(location, { readonly: true });
  source.prepare("vacuum into ?").run(join(folder, "vacuumed.db"));
  await source.backup(join(folder, "copied.db"));
  source.close();
  for (const name of ["vacuumed.db", "copied.db"]) {
    sink(`backup ${name}`, readFileSync(join(folder, name)));
    const copy = await openReadOnly(join(folder, name));
    sink(`rows of backup ${name}`, await collectDatabase(copy));
    await copy.close();
  }
}

/** Every file of the database as the server keeps it: tables with dead rows, long values, indexes. */
async function collectRelations(location: string, sink: Sink): Promise<void> {
  const client = new Client({ connectionString: location });
  await client.connect();
  try {
    await client.query("checkpoint");
    const { rows } = await client.query<{ name: string; bytes: Buffer }>(
      `select relname as name, pg_read_binary_file(pg_relation_filepath(oid), true) as bytes
       from pg_class where relkind in ('r', 't', 'i') and oid >= 16384`,
    );
    const names = new Set(rows.map((row) => row.name));
    const missing = (Object.keys(TABLE_KINDS) as TableName[]).filter((table) => !names.has(table));
    if (missing.length > 0) throw new Error(`collect relations: no file of ${missing.join()}`);
    for (const { name, bytes } of rows) sink(`file of ${name}`, bytes);
  } finally {
    await client.end();
  }
}

/** What `assay doctor --rebuild --into` leaves behind. */
export async function collectRebuilt({ database, vault }: Services, dialect: Dialect, sink: Sink): Promise<void> {
  const target = await openTestDatabase(dialect);
  await withSnapshot(database, (source) => rebuildDatabase({ source, target, vault }));
  sink("rebuilt database", await collectDatabase(target));
  await target.close();
  if (dialect === "sqlite") sink("file of the rebuilt database", readFileSync(target.location));
}

/** The keys of an installation: they lie beside the database and in nothing that is copied with it. */
export function readKeyCanaries(dataDir: string): Canary[] {
  const folder = join(dataDir, "keys");
  return readdirSync(folder).map((name) =>
    makeHexCanary(`key ${name}`, readFileSync(join(folder, name)).toString("hex")),
  );
}
