import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { openReadOnly, type ReadOnlyDatabase } from "../../db/dialects/open-snapshot.ts";
import { findLedgerState } from "../../db/queries/ledger.ts";
import { type CheckpointLock, openCheckpointLock } from "../services/ledger/checkpoint-lock.ts";
import { findKeyFile, KeyFileError } from "../services/ledger/key-files.ts";
import { getLogKey, LOG_SEED, type LogKey, openLogKey, openVault, PARTS_KEY } from "../services/ledger/keys.ts";
import { LogCorrupt } from "../services/ledger/log-corrupt.ts";
import { readLogHistory } from "../services/ledger/log-history.ts";
import type { Vault } from "../services/vault.ts";
import { InputError } from "./input-error.ts";
import { readPlaces } from "./read-places.ts";

/** Database and keys of an installation, for commands that only read. */
export interface OpenData {
  readonly database: Database;
  readonly vault: Vault;
  /** Name of the log. */
  readonly origin: string;
  readonly key: LogKey;
  /** For `openLedger`, which closes it; read only, as is all of this. */
  readonly lock: CheckpointLock;
}

/**
 * Opens what `DATA_DIR` and `DATABASE_URL` name. Nothing is created.
 *
 * @throws InputError saying what is missing, or that a server must be stopped first.
 */
export async function openData(): Promise<OpenData> {
  return openWith(openDatabase, async ({ database, keysDir, origin }) => ({
    database,
    ...(await openKeys(database, keysDir, origin)),
  }));
}

/** What looking at an installation takes. */
export interface StoredData extends Omit<OpenData, "database" | "key"> {
  readonly database: ReadOnlyDatabase;
}

/** The same for looking only, also while a server works there. @throws InputError saying what is missing. */
export async function openStoredData(): Promise<StoredData> {
  return openWith(openReadOnly, ({ database, keysDir }) => Promise.resolve({ database, vault: openVault(keysDir) }));
}

async function openWith<D extends ReadOnlyDatabase, T>(
  openAt: (location: string) => Promise<D>,
  openRest: (found: { database: D; keysDir: string; origin: string }) => Promise<T>,
): Promise<T & Pick<OpenData, "origin" | "lock">> {
  const { dataDir, databaseLocation, lockLocation } = readPlaces();
  const isFile = !/^postgres(ql)?:\/\//.test(databaseLocation);
  if (isFile && !existsSync(databaseLocation)) {
    throw new InputError([`there is no database ${databaseLocation}; set DATA_DIR or DATABASE_URL`]);
  }
  const keysDir = join(dataDir, "keys");
  if (!existsSync(join(keysDir, PARTS_KEY))) {
    throw new InputError([`there is no key ${join(keysDir, PARTS_KEY)}; set DATA_DIR`]);
  }
  const database = await openAt(databaseLocation).catch((error: unknown) => {
    throw new InputError([error instanceof Error ? error.message : String(error)]);
  });
  try {
    const origin = (await findLedgerState(database.reader))?.origin;
    if (origin === undefined) throw new InputError(["the log of this database is empty"]);
    const rest = await openRest({ database, keysDir, origin });
    const lock = await openCheckpointLock({ location: lockLocation, origin, now: () => new Date(), isReadOnly: true });
    return { ...rest, origin, lock };
  } catch (error) {
    await database.close();
    throw error instanceof KeyFileError ? new InputError([error.message]) : error;
  }
}

async function openKeys(database: Database, keysDir: string, origin: string): Promise<Pick<OpenData, "vault" | "key">> {
  const vault = openVault(keysDir);
  const history = await readLogHistory(database.reader, vault).catch((error: unknown) => {
    // The checks of the caller name what is wrong, and what they sign is shown to nobody.
    if (error instanceof LogCorrupt) return null;
    throw error;
  });
  const key = history === null ? findFirstKey(keysDir, origin) : getLogKey(keysDir, history.verifierKey);
  return { vault, key };
}

function findFirstKey(keysDir: string, origin: string): LogKey {
  const seed = findKeyFile(keysDir, LOG_SEED);
  if (seed === null) throw new InputError([`there is no key ${join(keysDir, LOG_SEED)}; set DATA_DIR`]);
  return openLogKey(origin, seed);
}
