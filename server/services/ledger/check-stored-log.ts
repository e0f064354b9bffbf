import type { CheckResult } from "../../../db/checks/run-checks.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findLedgerState } from "../../../db/queries/ledger.ts";
import type { Vault } from "../vault.ts";
import { CheckedLog } from "./checked-log.ts";
import type { CheckpointLock } from "./checkpoint-lock.ts";
import { LogBehind, LogCorrupt } from "./log-corrupt.ts";
import { listLogOrigins } from "./log-history.ts";
import { openSignedRoots } from "./signed-roots.ts";

/**
 * What a server checks at its start, on one state of the database: every entry again, and every root that was signed.
 *
 * @param options.lock - opened before the state was taken, so that a log in use is not behind it.
 */
export async function checkStoredLog(
  db: Transaction,
  { origin, vault, lock }: { origin: string; vault: Vault; lock: CheckpointLock },
): Promise<CheckResult> {
  try {
    const size = (await findLedgerState(db))?.size ?? 0;
    const readSignedRoots = await openSignedRoots(db, { size, lock });
    await new CheckedLog(origin, await listLogOrigins(db, vault)).advance(db, readSignedRoots);
    return { name: "log", problems: [] };
  } catch (error) {
    if (!(error instanceof LogCorrupt || error instanceof LogBehind)) throw error;
    return { name: "log", problems: [error.message] };
  }
}
