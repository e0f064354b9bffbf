import { bytesEqual, toHex } from "../../domain/ledger/bytes.ts";
import type { CompactRange } from "../../domain/ledger/compact-range.ts";
import { findWholeParts, type FoundCheckpoint, type FoundEntries, type FoundEntry } from "./found-entries.ts";

/** What can be put back, and what cannot. */
export interface JoinedEntries {
  /** Whole entries that follow the log without a gap and are known to be what was signed. */
  readonly entries: readonly FoundEntry[];
  /** Largest size that was signed, and its root; null: no source has a signed checkpoint. */
  readonly signed: FoundCheckpoint | null;
  /** Entries that are gone, `from ≤ seq < to`; empty when everything is there again. */
  readonly lost: readonly { readonly from: number; readonly to: number }[];
  /** Entries after a gap: they are somewhere, and the log cannot go on to them. */
  readonly stranded: readonly number[];
}

/** Sources contradict what was signed. */
export class JoinConflict extends Error {
  override readonly name = "JoinConflict";
}

/**
 * Joins what was found to the end of a log.
 *
 * An entry counts when it is in a tree that was signed: it was proved to be, a proved one comes after it and leads back
 * to it by `prev`, or the root of a signed checkpoint over it comes out. What the installation itself copied at its
 * commit counts too: its parts opened under the key at rest, which nobody else has.
 *
 * @param end - the log's own tree, which is added to, and its last leaf in hex.
 * @throws JoinConflict when entries that fit each other give another root than was signed.
 */
export function joinEntries(found: FoundEntries, end: { range: CompactRange; leaf: string }): JoinedEntries {
  markProved(found);
  const signed = findLargest(found.checkpoints);
  const walked: FoundEntry[] = [];
  let proven = 0;
  let prev = end.leaf;
  for (let next = pick(found, found.from, prev); next !== null; next = pick(found, next.entry.seq + 1, prev)) {
    const size = next.entry.seq + 1;
    if (size > (signed?.size ?? 0) && !next.isCopied) break;
    walked.push(next);
    prev = next.leaf;
    end.range.append(next.leafHash);
    const checkpoints = found.checkpoints.filter((checkpoint) => checkpoint.size === size);
    for (const checkpoint of checkpoints) refuseOther(checkpoint, end.range.computeRoot());
    if (next.isProved || next.isCopied || checkpoints.length > 0) proven = walked.length;
  }
  const entries = walked.slice(0, proven);
  const kept = found.from + proven;
  const size = signed?.size ?? 0;
  return {
    entries,
    signed,
    lost: kept < size ? [{ from: kept, to: size }] : [],
    stranded: found.listSeqs().filter((seq) => seq >= kept),
  };
}

/** An entry that leads back from a proved one was in the same tree. */
function markProved(found: FoundEntries): void {
  for (const seq of found.listSeqs().reverse()) {
    for (const { entry } of found.list(seq).filter((one) => one.isProved)) {
      for (const before of found.list(seq - 1)) before.isProved ||= before.leaf === entry.prev;
    }
  }
}

function findLargest(checkpoints: readonly FoundCheckpoint[]): FoundCheckpoint | null {
  const [first = null] = [...checkpoints].sort((a, b) => b.size - a.size);
  for (const other of checkpoints) if (first?.size === other.size) refuseOther(other, first.root);
  return first;
}

function refuseOther({ size, root, source }: FoundCheckpoint, other: Uint8Array): void {
  if (bytesEqual(root, other)) return;
  throw new JoinConflict(`${source} has another root for ${size} entries than what was found: ${toHex(other)}`);
}

/** The whole entry that goes on from a leaf; where sources disagree, one that was proved. */
function pick(found: FoundEntries, seq: number, prev: string): FoundEntry | null {
  const fitting = found.list(seq).filter((one) => one.entry.prev === prev && findWholeParts(one) !== null);
  return fitting.find((one) => one.isProved) ?? fitting[0] ?? null;
}
