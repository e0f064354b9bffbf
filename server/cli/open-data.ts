import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { findLedgerState } from "../../db/queries/ledger.ts";
import { ConfigError, readConfig } from "../config.ts";
import { type LogKey, loadOrCreateKey, openLogKey } from "../services/ledger/keys.ts";
import { createVault, type Vault } from "../services/vault.ts";
import { InputError } from "./input-error.ts";

/** Database and keys of an installation, for commands that only read. */
export interface OpenData {
  readonly database: Database;
  readonly vault: Vault;
  /** Name of the log. */
  readonly origin: string;
  readonly key: LogKey;
}

/**
 * Opens what `DATA_DIR` and `DATABASE_URL` name. Nothing is created.
 *
 * @throws InputError saying what is missing, or that a server must be stopped first.
 */
export async function openData(): Promise<OpenData> {
  const { dataDir, databaseLocation } = readPlaces();
  const isFile = !/^postgres(ql)?:\/\//.test(databaseLocation);
  if (isFile && !existsSync(databaseLocation)) {
    throw new InputError([`there is no database ${databaseLocation}; set DATA_DIR or DATABASE_URL`]);
  }
  const keysDir = join(dataDir, "keys");
  for (const name of ["parts.key", "log.seed"]) {
    if (!existsSync(join(keysDir, name)))
      throw new InputError([`there is no key ${join(keysDir, name)}; set DATA_DIR`]);
  }
  const database = await openDatabase(databaseLocation).catch((error: unknown) => {
    throw new InputError([error instanceof Error ? error.message : String(error)]);
  });
  const state = await findLedgerState(database.reader);
  if (state === null) {
    await database.close();
    throw new InputError(["the log of this database is empty"]);
  }
  const vault = createVault(loadOrCreateKey(keysDir, "parts.key"));
  return { database, vault, origin: state.origin, key: openLogKey(state.origin, loadOrCreateKey(keysDir, "log.seed")) };
}

function readPlaces() {
  try {
    // The public origin plays no part at the command line.
    return readConfig(undefined, true);
  } catch (error) {
    if (error instanceof ConfigError) throw new InputError(error.problems);
    throw error;
  }
}
