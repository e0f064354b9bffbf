import { existsSync } from "node:fs";
import { join } from "node:path";
import { openReadOnly, type ReadOnlyDatabase } from "../../db/dialects/open-snapshot.ts";
import type { Transaction } from "../../db/dialects/write-queue.ts";
import { findLedgerState } from "../../db/queries/ledger.ts";
import { listPublishedCheckpoints } from "../../db/queries/published-checkpoints.ts";
import { ConfigError, readConfig } from "../config.ts";
import { formatCheckpoint } from "../domain/ledger/checkpoint.ts";
import { signNote } from "../domain/ledger/signed-note.ts";
import { type ContentStore, createContentStore } from "../services/evidence/content-store.ts";
import { CheckedLog } from "../services/ledger/checked-log.ts";
import { KeyFileError } from "../services/ledger/key-files.ts";
import { getLogKey, openVault, PARTS_KEY } from "../services/ledger/keys.ts";
import { LogBehind, LogCorrupt } from "../services/ledger/log-corrupt.ts";
import { type LogHistory, readLogHistory } from "../services/ledger/log-history.ts";
import type { SignedLog } from "../services/ledger/signed-snapshot.ts";
import { openSignedRoots } from "../services/ledger/signed-roots.ts";
import type { Vault } from "../services/vault.ts";
import { InputError } from "./input-error.ts";

/** What an export is written from, while a server may be running. */
export interface ExportData {
  readonly database: ReadOnlyDatabase;
  readonly vault: Vault;
  readonly ledger: SignedLog;
  readonly content: ContentStore;
}

/**
 * Opens what `DATA_DIR` and `DATABASE_URL` name, for reading only: nothing is created, migrated or locked.
 *
 * @throws InputError saying what is missing.
 */
export async function openExportData(): Promise<ExportData> {
  const { dataDir, databaseLocation } = readPlaces();
  const isFile = !/^postgres(ql)?:\/\//.test(databaseLocation);
  if (isFile && !existsSync(databaseLocation)) {
    throw new InputError([`there is no database ${databaseLocation}; set DATA_DIR or DATABASE_URL`]);
  }
  const keysDir = join(dataDir, "keys");
  if (!existsSync(join(keysDir, PARTS_KEY))) {
    throw new InputError([`there is no key ${join(keysDir, PARTS_KEY)}; set DATA_DIR`]);
  }
  const database = await openReadOnly(databaseLocation).catch((error: unknown) => {
    throw new InputError([error instanceof Error ? error.message : String(error)]);
  });
  try {
    const vault = openVault(keysDir);
    const ledger = await openSignedLog(database, { vault, keysDir });
    return { database, vault, ledger, content: createContentStore(join(dataDir, "content")) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openSignedLog(
  { reader }: ReadOnlyDatabase,
  { vault, keysDir }: { vault: Vault; keysDir: string },
): Promise<SignedLog> {
  const state = await findLedgerState(reader);
  if (state === null) throw new InputError(["the log of this database is empty"]);
  const history = await asInputError(readLogHistory(reader, vault));
  if (history === null) throw new InputError(["the log does not say how it began; run assay doctor"]);
  const { origin } = state;
  return {
    origin,
    verifierKey: history.verifierKey,
    checkpointAt: async (db, size) => {
      const [published] = await listPublishedCheckpoints(db, size - 1, size);
      return published?.note ?? asInputError(signAfterChecking(db, { origin, history, keysDir, size }));
    },
  };
}

/** Signs what no published checkpoint covers yet. Like the server: only what was read again and hashed. */
async function signAfterChecking(
  db: Transaction,
  log: { origin: string; history: LogHistory; keysDir: string; size: number },
): Promise<string> {
  const { origin, history, size } = log;
  const root = await new CheckedLog(origin, history.origins).advance(
    db,
    await openSignedRoots(db, { size, lock: null }),
  );
  const key = getLogKey(log.keysDir, history.verifierKey);
  return signNote({ text: formatCheckpoint({ origin, size, root }), name: origin, keyId: key.keyId, sign: key.sign });
}

async function asInputError<T>(result: Promise<T>): Promise<T> {
  return result.catch((error: unknown) => {
    if (error instanceof KeyFileError) throw new InputError([error.message]);
    if (!(error instanceof LogCorrupt || error instanceof LogBehind)) throw error;
    throw new InputError([error.message, "nothing is signed over it; run assay doctor"]);
  });
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
