import { join } from "node:path";
import type { ReadOnlyDatabase } from "../../db/dialects/open-snapshot.ts";
import type { Transaction } from "../../db/dialects/write-queue.ts";
import { listPublishedCheckpoints } from "../../db/queries/published-checkpoints.ts";
import { formatCheckpoint } from "../domain/ledger/checkpoint.ts";
import { signNote } from "../domain/ledger/signed-note.ts";
import type { ContentStore } from "../services/evidence/content-store.ts";
import { createContentStore } from "../services/evidence/disk-content-store.ts";
import type { CheckpointLock } from "../services/ledger/checkpoint-lock.ts";
import { CheckedLog } from "../services/ledger/checked-log.ts";
import { KeyFileError } from "../services/ledger/key-files.ts";
import { getLogKey } from "../services/ledger/keys.ts";
import { LogBehind, LogCorrupt } from "../services/ledger/log-corrupt.ts";
import { type LogHistory, readLogHistory } from "../services/ledger/log-history.ts";
import type { SignedLog } from "../services/ledger/signed-snapshot.ts";
import { openSignedRoots } from "../services/ledger/signed-roots.ts";
import type { Vault } from "../services/vault.ts";
import { InputError } from "./input-error.ts";
import { openStoredData, type StoredData } from "./open-data.ts";
import { readPlaces } from "./read-places.ts";

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
  const { dataDir } = readPlaces();
  const { database, ...stored } = await openStoredData();
  try {
    // What the lock had when it was opened is all that counts: the database is at least as far.
    await stored.lock.close();
    const ledger = await openSignedLog(database, { ...stored, keysDir: join(dataDir, "keys") });
    return { database, vault: stored.vault, ledger, content: createContentStore(join(dataDir, "content")) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openSignedLog(
  { reader }: ReadOnlyDatabase,
  stored: Omit<StoredData, "database"> & { keysDir: string },
): Promise<SignedLog> {
  const history = await asInputError(readLogHistory(reader, stored.vault));
  if (history === null) throw new InputError(["the log does not say how it began; run assay doctor"]);
  return {
    origin: stored.origin,
    verifierKey: history.verifierKey,
    checkpointAt: async (db, size) => {
      const [published] = await listPublishedCheckpoints(db, size - 1, size);
      return published?.note ?? asInputError(signAfterChecking(db, { ...stored, history, size }));
    },
  };
}

/**
 * Signs what no published checkpoint covers yet. Like the server: only what was read again and hashed, and is neither
 * behind the lock nor another history than the lock's.
 */
async function signAfterChecking(
  db: Transaction,
  log: { origin: string; history: LogHistory; keysDir: string; lock: CheckpointLock; size: number },
): Promise<string> {
  const { origin, history, lock, size } = log;
  const root = await new CheckedLog(origin, history.origins).advance(db, await openSignedRoots(db, { size, lock }));
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
