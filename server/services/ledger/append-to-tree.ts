import { findTile, upsertTile } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { appendLeaves, frontierTileCoordinates } from "../../domain/ledger/tree-tiles.ts";
import { sha256 } from "../hash.ts";

/** Writes the tiles that new leaves change; reads as many old ones as the tree is deep. */
export async function appendToTree(
  trx: Transaction,
  treeSize: number,
  leafHashes: readonly Uint8Array[],
): Promise<void> {
  const frontierTiles = [];
  for (const { level, index } of frontierTileCoordinates(treeSize)) {
    const hashes = await findTile(trx, level, index);
    if (hashes !== null) frontierTiles.push({ level, index, hashes });
  }
  for (const tile of appendLeaves(sha256, { treeSize, frontierTiles, leafHashes })) await upsertTile(trx, tile);
}
