/** Tiles of 16 kilobytes with their nodes; then the cache begins anew. */
const TILES_MAX = 4096;

/**
 * What proofs have read and computed before, of one log; may be kept as long as the log, whose complete subtrees never
 * change.
 */
export class SubtreeCache {
  /** All nodes of full tiles by height, from the 256 hashes to the root; by level and index. */
  readonly tiles = new Map<string, readonly Uint8Array[]>();
  /** Hashes of the ranges from a leaf to the end of the tree of one size. */
  readonly edge = new Map<number, Uint8Array>();
  /** That size; -1 before the first. */
  edgeSize = -1;

  /** Remembers the nodes of a full tile. */
  keep(key: string, nodes: readonly Uint8Array[]): void {
    if (this.tiles.size >= TILES_MAX) this.tiles.clear();
    this.tiles.set(key, nodes);
  }
}
