import { setImmediate } from "node:timers/promises";
import type { Database } from "../../../db/dialects/database.ts";
import { withSnapshot } from "../../../db/dialects/open-snapshot.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findLedgerState } from "../../../db/queries/ledger.ts";
import type { Ledger } from "./ledger.ts";

/** Name and key of a log, and what signs a state of it: a running ledger, or a reader of its files that has the key. */
export type SignedLog = Pick<Ledger, "origin" | "verifierKey"> & (Pick<Ledger, "signedCheckpoint"> | CheckpointSource);

interface CheckpointSource {
  /** Signed note over the first `size` entries. */
  checkpointAt(db: Transaction, size: number): Promise<string>;
}

/** A state of the log and its signed checkpoint. */
export interface SignedState {
  readonly size: number;
  readonly note: string;
}

/** Commits may come in between the state of the database and the signature over it. */
const BEGINNINGS_MAX = 1_000;

/**
 * Runs a task on one state of the database, with the checkpoint that covers exactly its log.
 *
 * @throws Error when the log grows so fast that no state of it is found signed.
 */
export async function withSignedSnapshot<T>(
  { database, ledger }: { database: Pick<Database, "dialect" | "reader">; ledger: SignedLog },
  task: (db: Transaction, state: SignedState) => Promise<T>,
): Promise<T> {
  for (let beginning = 0; beginning < BEGINNINGS_MAX; beginning += 1) {
    const done = await withSnapshot(database, async (db) => {
      const size = (await findLedgerState(db))?.size ?? 0;
      const note = await findNote(ledger, db, size);
      return note === null ? null : { result: await task(db, { size, note }) };
    });
    if (done !== null) return done.result;
    await setImmediate();
  }
  throw new Error("the log grows faster than it is signed; try again");
}

async function findNote(ledger: SignedLog, db: Transaction, size: number): Promise<string | null> {
  if ("checkpointAt" in ledger) return ledger.checkpointAt(db, size);
  const signed = ledger.signedCheckpoint();
  return signed.size === size ? signed.note : null;
}
