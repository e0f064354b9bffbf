import { findTile, listEntries } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { toBase64 } from "../../domain/ledger/bytes.ts";
import type { Receipt } from "../../domain/ledger/receipt.ts";
import { proveConsistency, proveInclusion, SubtreeCache, type TileReader } from "../../domain/ledger/tree-tiles.ts";
import { sha256 } from "../hash.ts";
import type { SignedCheckpoint } from "./checkpoint-publisher.ts";

/** The half of a ledger that only reads: tiles, entries, receipts and proofs of what is committed. */
export function makeLogReading(reader: Transaction, signed: () => SignedCheckpoint) {
  const readTile: TileReader = (level, index) => findTile(reader, level, index);
  const cache = new SubtreeCache();
  return {
    readTile,
    readEntries: async (from: number, to: number): Promise<string[]> =>
      (await listEntries(reader, from, to)).map((row) => row.entry),
    receipt: async (seq: number): Promise<Receipt> => {
      const { size, note } = signed();
      const [row] = await listEntries(reader, seq, seq + 1);
      if (row === undefined) throw new RangeError(`receipt: entry ${seq} of ${size}`);
      const proof = await proveInclusion(sha256, { leafIndex: seq, treeSize: size, readTile, cache });
      return { entry: row.entry, checkpoint: note, proof: proof.map(toBase64) };
    },
    proveInclusion: async (leafIndex: number, treeSize: number): Promise<string[]> =>
      (await proveInclusion(sha256, { leafIndex, treeSize, readTile, cache })).map(toBase64),
    proveConsistency: async (oldSize: number, newSize: number): Promise<string[]> =>
      (await proveConsistency(sha256, { oldSize, newSize, readTile, cache })).map(toBase64),
  };
}
