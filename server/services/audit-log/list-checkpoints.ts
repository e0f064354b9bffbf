import { findCoveringSize, findSizeBefore } from "../../../db/queries/audit-log.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { parseNote } from "../../domain/ledger/signed-note.ts";
import type { CosignedCheckpoint, Witnesses } from "../cosigning/witnesses.ts";
import type { LogCheckpoint } from "./log-view.ts";

/** What checkpoints are read from. */
export interface CheckpointSource {
  readonly db: Transaction;
  readonly witnesses: Pick<Witnesses, "listCheckpoints">;
}

/**
 * Published checkpoints that separate entries: of each entry the first that covers it.
 *
 * @param seqs - descending. @returns newest first; entries that wait for a checkpoint have none above them.
 */
export async function listSeparators(
  { db, witnesses }: CheckpointSource,
  seqs: readonly number[],
): Promise<LogCheckpoint[]> {
  const found: LogCheckpoint[] = [];
  for (const seq of seqs.toReversed()) {
    if ((found[0]?.size ?? 0) > seq) continue;
    const size = await findCoveringSize(db, seq);
    if (size === null) break;
    const [checkpoint] = await witnesses.listCheckpoints(1, size + 1);
    if (checkpoint !== undefined) found.unshift(await toLogCheckpoint(db, checkpoint));
  }
  return found;
}

/** The newest published checkpoints, newest first. */
export async function listNewest({ db, witnesses }: CheckpointSource, limit: number): Promise<LogCheckpoint[]> {
  const newest = await witnesses.listCheckpoints(limit);
  return Promise.all(newest.map((checkpoint) => toLogCheckpoint(db, checkpoint)));
}

async function toLogCheckpoint(
  db: Transaction,
  { size, at, note, isWitnessed, by }: CosignedCheckpoint,
): Promise<LogCheckpoint> {
  return {
    size,
    at,
    root: toHex(parseCheckpoint(parseNote(note).text).root),
    previousSize: await findSizeBefore(db, size),
    isWitnessed,
    cosignatures: by.map(({ name, delaySeconds }) => ({ name, delaySeconds })),
  };
}
