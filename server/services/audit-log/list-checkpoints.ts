import { findCoveringSize, findSizeBefore, listCheckpoints, listCosignatures } from "../../../db/queries/audit-log.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { parseNote } from "../../domain/ledger/signed-note.ts";
import type { LogCheckpoint } from "./log-view.ts";

/**
 * Published checkpoints that separate entries: of each entry the first that covers it.
 *
 * @param seqs - descending. @returns newest first; entries that wait for a checkpoint have none above them.
 */
export async function listSeparators(db: Transaction, seqs: readonly number[]): Promise<LogCheckpoint[]> {
  const sizes: number[] = [];
  for (const seq of seqs.toReversed()) {
    const last = sizes.at(-1) ?? 0;
    if (last > seq) continue;
    const size = await findCoveringSize(db, seq);
    if (size === null) break;
    sizes.push(size);
  }
  return readCheckpoints(db, sizes);
}

/** The newest published checkpoints, newest first. */
export async function listNewest(db: Transaction, limit: number): Promise<LogCheckpoint[]> {
  const sizes: number[] = [];
  let below = await findSizeBefore(db, Number.MAX_SAFE_INTEGER);
  while (below !== null && sizes.length < limit) {
    sizes.push(below);
    below = await findSizeBefore(db, below);
  }
  return readCheckpoints(db, sizes);
}

async function readCheckpoints(db: Transaction, sizes: readonly number[]): Promise<LogCheckpoint[]> {
  const cosignatures = Map.groupBy(await listCosignatures(db, sizes), ({ size }) => size);
  const read: LogCheckpoint[] = [];
  for (const { size, note, at } of await listCheckpoints(db, sizes)) {
    read.push({
      size,
      at,
      root: toHex(parseCheckpoint(parseNote(note).text).root),
      previousSize: await findSizeBefore(db, size),
      cosignatures: (cosignatures.get(size) ?? []).map(({ name, at: cosignedAt }) => ({ name, at: cosignedAt })),
    });
  }
  return read;
}
