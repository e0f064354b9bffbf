import { findTile, upsertTile } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { appendLeaves, frontierTileCoordinates, type Tile } from "../../domain/ledger/tree-tiles.ts";
import { sha256 } from "../hash.ts";

/** The partial tiles at the right edge of a tree, which an append must know. */
export interface Frontier {
  readonly treeSize: number;
  readonly tiles: readonly Tile[];
}

/**
 * Writes the tiles that new leaves change; reads as many old ones as the tree is deep, or none when it is told them.
 *
 * @param known - what the append before gave; of no use when it is of another tree.
 * @returns the frontier with the new leaves.
 */
export async function appendToTree(
  trx: Transaction,
  { treeSize, known = null }: { treeSize: number; known?: Frontier | null },
  leafHashes: readonly Uint8Array[],
): Promise<Frontier> {
  const frontierTiles = known?.treeSize === treeSize ? known.tiles : await readFrontier(trx, treeSize);
  const changed = appendLeaves(sha256, { treeSize, frontierTiles, leafHashes });
  for (const tile of changed) await upsertTile(trx, tile);
  const newSize = treeSize + leafHashes.length;
  const tiles = frontierTileCoordinates(newSize).flatMap(({ level, index }) => {
    const isAt = (tile: Tile): boolean => tile.level === level && tile.index === index;
    return changed.find(isAt) ?? frontierTiles.find(isAt) ?? [];
  });
  return { treeSize: newSize, tiles };
}

async function readFrontier(trx: Transaction, treeSize: number): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for (const { level, index } of frontierTileCoordinates(treeSize)) {
    const hashes = await findTile(trx, level, index);
    if (hashes !== null) tiles.push({ level, index, hashes });
  }
  return tiles;
}
