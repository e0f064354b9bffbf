import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { parseNote } from "../../domain/ledger/signed-note.ts";
import type { CheckpointLock } from "./checkpoint-lock.ts";
import { LogBehind, LogCorrupt } from "./log-corrupt.ts";

/** A root that was signed for one size, and where that is known from. */
export interface SignedRoot {
  readonly size: number;
  /** Hex. */
  readonly root: string;
  /** `the checkpoint lock …`, for messages. */
  readonly source: string;
}

/** Gives the roots that were signed for sizes `from < size ≤ to`, in any order. */
export type SignedRootReader = (from: number, to: number) => Promise<readonly SignedRoot[]>;

/**
 * What was signed for this log before: published checkpoints, and the lock's.
 *
 * @throws LogBehind when one of them covers more than the log has, or the lock of an existing log is missing.
 */
export async function openSignedRoots(
  db: Transaction,
  { size, lock }: { size: number; lock: CheckpointLock | null },
): Promise<SignedRootReader> {
  const last = lock?.last() ?? null;
  if (lock !== null && last === null && size > 0) {
    throw new LogBehind(
      `the log has ${size} entries, and the checkpoint lock ${lock.place} knows nothing of it; ` +
        "bring the lock back, or, when it is lost and the database is the newest one, run: assay lock accept",
    );
  }
  const published = await db.selectFrom("checkpoint").select("size").orderBy("size", "desc").executeTakeFirst();
  refuseBehind(size, last?.size ?? 0, `the checkpoint lock ${lock?.place ?? ""}`);
  refuseBehind(size, published?.size ?? 0, "a published checkpoint");
  const locked = last === null || last.size === 0 ? [] : [toSignedRoot(last, `the checkpoint lock ${lock!.place}`)];
  return async (from, to) => {
    const rows = db.selectFrom("checkpoint").select(["size", "note"]).where("size", ">", from).where("size", "<=", to);
    const stored = (await rows.execute()).map((row) =>
      toSignedRoot(row, `the published checkpoint of size ${row.size}`),
    );
    return [...stored, ...locked.filter((one) => one.size > from && one.size <= to)];
  };
}

function refuseBehind(size: number, signedSize: number, source: string): void {
  if (signedSize <= size) return;
  throw new LogBehind(
    `the log has ${size} entries and ${source} covers ${signedSize}: an older copy is in its place; ` +
      "bring the newest database back, or run: assay recover",
  );
}

function toSignedRoot({ size, note }: { size: number; note: string }, source: string): SignedRoot {
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    if (checkpoint.size !== size) throw new RangeError(`its note is of size ${checkpoint.size}`);
    return { size, root: toHex(checkpoint.root), source };
  } catch (cause) {
    throw new LogCorrupt(`${source} is no checkpoint of size ${size}`, { cause });
  }
}
