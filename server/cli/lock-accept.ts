import { DataDirLocked, lockDataDir } from "../../db/dialects/lock-data-dir.ts";
import { openCheckpointLock } from "../services/ledger/checkpoint-lock.ts";
import { LogCorrupt, openLedger } from "../services/ledger/ledger.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { openData } from "./open-data.ts";
import { readPlaces } from "./read-places.ts";

const USAGE = `usage: assay lock accept

Makes the checkpoint lock (CHECKPOINT_LOCK) anew for a log whose lock is lost, at the size that the log has now, and
prints that checkpoint. Only for an operator who knows that this database is the newest one: compare the checkpoint with
what outsiders, browsers and witnesses hold. A lock that is there is left alone. Exit code 0, 1 when the log does not
verify, 2 when there is a lock or a server runs.
`;

/** `assay lock accept`: the explicit step after the lock was lost. */
export async function runLockAccept(argv: readonly string[], output: CommandOutput): Promise<number> {
  if (argv.length > 0) {
    (argv[0] === "--help" ? output.stdout : output.stderr).write(USAGE);
    return argv[0] === "--help" ? 0 : 2;
  }
  try {
    const { dataDir } = readPlaces();
    const unlock = lockDataDir(dataDir);
    try {
      output.stdout.write(await acceptLog());
      return 0;
    } finally {
      unlock();
    }
  } catch (error) {
    const lines = error instanceof InputError ? error.lines : isSaid(error) ? [error.message] : null;
    if (lines === null) throw error;
    for (const line of lines) output.stderr.write(`assay lock accept: ${line}\n`);
    return error instanceof LogCorrupt ? 1 : 2;
  }
}

const isSaid = (error: unknown): error is Error => error instanceof LogCorrupt || error instanceof DataDirLocked;

/** @returns the note that the lock now has. */
async function acceptLog(): Promise<string> {
  const now = (): Date => new Date();
  const data = await openData();
  try {
    await data.lock.close();
    // Without the lock: what is stored is compared with itself and with the published checkpoints.
    const ledger = await openLedger({ ...data, now, lock: null, isReadOnly: true });
    const lock = await openCheckpointLock({ location: readPlaces().lockLocation, origin: data.origin, now });
    try {
      if (lock.last() !== null) throw new InputError([`the lock ${lock.place} has a record of ${data.origin}`]);
      await lock.create(ledger.signedCheckpoint());
    } finally {
      await lock.close();
    }
    return ledger.signedCheckpoint().note;
  } finally {
    await data.database.close();
  }
}
