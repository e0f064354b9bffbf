// Invariants. A tile (level, index) is the concatenation of the hashes of complete subtrees of 256^level leaves,
// those numbered 256·index and following, at most 256 of them. It only ever grows at its end; a hash that was written
// never changes. So one stored row per (level, index) serves every tree size up to the current one: a smaller tree
// reads a prefix of it.
// @see C2SP tlog-tiles, "Merkle Tree" and "Partial Tiles".
import { concatBytes } from "./bytes.ts";
import { computeRoot, emptyRoot, HASH_BYTES, hashNode, splitPoint, type Sha256 } from "./merkle-tree.ts";
import { SubtreeCache } from "./subtree-cache.ts";
import { TILE_WIDTH } from "./tile-path.ts";

export { SubtreeCache } from "./subtree-cache.ts";
export { parseTilePath, TILE_WIDTH, tilePath, type TileName } from "./tile-path.ts";

export interface TileCoordinates {
  /** 0 holds leaf hashes; each level above holds the roots of full tiles of the one below. */
  readonly level: number;
  /** 0-based among the tiles of its level. */
  readonly index: number;
}

/** One row of storage: 1–256 hashes of 32 bytes, concatenated. */
export interface Tile extends TileCoordinates {
  readonly hashes: Uint8Array;
}

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/**
 * Gives the stored bytes of a tile, partial or full, or null when there is none. A tile that has grown beyond the tree
 * size in question is welcome. One proof asks for a tile at most once.
 */
export interface TileReader {
  (level: number, index: number): Promise<Uint8Array | null>;
}

/**
 * The partial tiles at the right edge, which an append must read.
 *
 * @param treeSize - leaves so far, ≥ 0.
 * @returns lowest level first; at most one per level, none where the edge falls between two tiles (size 0 gives none).
 */
export function frontierTileCoordinates(treeSize: number): TileCoordinates[] {
  checkSize(treeSize);
  const coordinates: TileCoordinates[] = [];
  for (let level = 0, count = treeSize; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    if (count % TILE_WIDTH !== 0) coordinates.push({ level, index: Math.floor(count / TILE_WIDTH) });
  }
  return coordinates;
}

/**
 * The tiles that appending leaves changes or adds, each with its whole new value.
 *
 * Work and result are proportional to the new leaves plus one tile a level, whatever the size of the log.
 *
 * @param options.treeSize - leaves before the append.
 * @param options.frontierTiles - the tiles of `frontierTileCoordinates(treeSize)` in any order, exactly as wide as that
 * size makes them.
 * @param options.leafHashes - new leaves in order; none changes nothing.
 * @returns tiles to insert or replace by (level, index), lowest level first, then by index.
 * @throws RangeError when a frontier tile is missing or has another width: storage and size disagree.
 */
export function appendLeaves(
  sha256: Sha256,
  options: { treeSize: number; frontierTiles: readonly Tile[]; leafHashes: readonly Uint8Array[] },
): Tile[] {
  const { treeSize, frontierTiles, leafHashes } = options;
  checkSize(treeSize + leafHashes.length);
  const changed: Tile[] = [];
  let incoming = leafHashes;
  for (let level = 0, count = treeSize; incoming.length > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const fullTileRoots: Uint8Array[] = [];
    let index = Math.floor(count / TILE_WIDTH);
    let hashes = frontierTile(frontierTiles, { level, index, width: count % TILE_WIDTH });
    for (let taken = 0; taken < incoming.length; index += 1, hashes = new Uint8Array(0)) {
      const next = incoming.slice(taken, taken + TILE_WIDTH - hashes.length / HASH_BYTES);
      taken += next.length;
      hashes = concatBytes(hashes, ...next);
      changed.push({ level, index, hashes });
      if (hashes.length === TILE_BYTES) fullTileRoots.push(computeRoot(sha256, splitHashes(hashes)));
    }
    incoming = fullTileRoots;
  }
  return changed;
}

/**
 * Root of the tree of the given size, from stored tiles.
 *
 * @param treeSize - at most the size of the log; 0 gives the empty root and reads nothing.
 * @throws Error when a tile is missing or shorter than the size needs.
 */
export async function computeRootFromTiles(
  sha256: Sha256,
  treeSize: number,
  readTile: TileReader,
): Promise<Uint8Array> {
  checkSize(treeSize);
  if (treeSize === 0) return emptyRoot(sha256);
  return makeRangeHasher(sha256, readTile)(0, treeSize);
}

/**
 * Proof that a leaf stands in the tree of the given size; reads one or two tiles a level.
 *
 * @returns hashes from the leaf to the root; none for a tree of one leaf.
 * @throws RangeError when `leafIndex` is not below `treeSize`. @throws Error when a tile is missing or too short.
 * @see RFC 9162, section 2.1.3.1.
 */
export async function proveInclusion(
  sha256: Sha256,
  options: { leafIndex: number; treeSize: number; readTile: TileReader; cache?: SubtreeCache },
): Promise<Uint8Array[]> {
  const { leafIndex, treeSize, readTile, cache } = options;
  checkSize(treeSize);
  checkSize(leafIndex);
  if (leafIndex >= treeSize) throw new RangeError(`prove inclusion: leaf ${leafIndex} in a tree of ${treeSize}`);
  const hashRange = makeRangeHasher(sha256, readTile, cache);
  const proof: Uint8Array[] = [];
  let [start, end] = [0, treeSize];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    proof.unshift(leafIndex < middle ? await hashRange(middle, end) : await hashRange(start, middle));
    if (leafIndex < middle) end = middle;
    else start = middle;
  }
  return proof;
}

/**
 * Proof that the tree of the new size continues the tree of the old size.
 *
 * @returns hashes in the order of RFC 9162; none when the sizes are equal.
 * @throws RangeError unless 1 ≤ `oldSize` ≤ `newSize`: from the empty tree there is nothing to prove.
 * @throws Error when a tile is missing or too short.
 * @see RFC 9162, section 2.1.4.1.
 */
export async function proveConsistency(
  sha256: Sha256,
  options: { oldSize: number; newSize: number; readTile: TileReader; cache?: SubtreeCache },
): Promise<Uint8Array[]> {
  const { oldSize, newSize, readTile, cache } = options;
  checkSize(oldSize);
  checkSize(newSize);
  if (oldSize < 1 || oldSize > newSize) throw new RangeError(`prove consistency: from size ${oldSize} to ${newSize}`);
  const hashRange = makeRangeHasher(sha256, readTile, cache);
  const proof: Uint8Array[] = [];
  let [start, end] = [0, newSize];
  while (oldSize < end) {
    const middle = start + splitPoint(end - start);
    proof.unshift(oldSize <= middle ? await hashRange(middle, end) : await hashRange(start, middle));
    if (oldSize <= middle) end = middle;
    else start = middle;
  }
  // With start 0 what is left is the whole old tree, whose root the verifier has.
  if (start !== 0) proof.unshift(await hashRange(start, end));
  return proof;
}

/** Hashes D[start:end] for the ranges that RFC 6962 splits a tree into: `start` is a multiple of the left subtrees. */
function makeRangeHasher(sha256: Sha256, readTile: TileReader, cache = new SubtreeCache()) {
  const partial = new Map<string, Uint8Array | null>();

  async function hashSubtree(start: number, count: number): Promise<Uint8Array> {
    let level = 0;
    let unit = 1;
    for (; unit * TILE_WIDTH <= count; unit *= TILE_WIDTH) level += 1;
    const first = start / unit;
    const index = Math.floor(first / TILE_WIDTH);
    const [from, width] = [first % TILE_WIDTH, count / unit];
    const key = `${level}/${index}`;
    const nodes = cache.tiles.get(key) ?? (await readFullTile(key, level, index));
    if (nodes !== null) {
      const place = (from / width) * HASH_BYTES;
      return (nodes[Math.log2(width)] as Uint8Array).subarray(place, place + HASH_BYTES);
    }
    const tile = partial.get(key) ?? null;
    const found = tile === null ? 0 : tile.length / HASH_BYTES;
    if (tile === null || found < from + width) {
      throw new Error(`read tile ${key}: ${found} hashes, ${from + width} are needed`);
    }
    return computeRoot(sha256, splitHashes(tile.subarray(from * HASH_BYTES, (from + width) * HASH_BYTES)));
  }

  /** @returns nodes of the tile by height, or null when it is not full: then it stands among the partial ones. */
  async function readFullTile(key: string, level: number, index: number): Promise<readonly Uint8Array[] | null> {
    if (partial.has(key)) return null;
    const tile = await readTile(level, index);
    if (tile?.length !== TILE_BYTES) {
      partial.set(key, tile);
      return null;
    }
    const nodes = computeNodes(sha256, tile);
    cache.keep(key, nodes);
    return nodes;
  }

  /** A range that is no complete subtree ends where the tree does. */
  return async function hashRange(start: number, end: number): Promise<Uint8Array> {
    const count = end - start;
    const split = count === 1 ? 1 : splitPoint(count);
    if (split === count || split * 2 === count) return hashSubtree(start, count);
    if (cache.edgeSize === end && cache.edge.has(start)) return cache.edge.get(start) as Uint8Array;
    const hash = hashNode(sha256, await hashSubtree(start, split), await hashRange(start + split, end));
    if (cache.edgeSize !== end) cache.edge.clear();
    cache.edgeSize = end;
    cache.edge.set(start, hash);
    return hash;
  };
}

/** The nodes over a full tile, by height: 256 hashes, 128, … and the root. */
function computeNodes(sha256: Sha256, tile: Uint8Array): Uint8Array[] {
  const nodes = [tile];
  for (let below = splitHashes(tile); below.length > 1;) {
    const pairs = below.filter((_, place) => place % 2 === 0);
    below = pairs.map((left, pair) => hashNode(sha256, left, below[2 * pair + 1] as Uint8Array));
    nodes.push(concatBytes(...below));
  }
  return nodes;
}

function frontierTile(tiles: readonly Tile[], edge: TileCoordinates & { width: number }): Uint8Array {
  if (edge.width === 0) return new Uint8Array(0);
  const tile = tiles.find(({ level, index }) => level === edge.level && index === edge.index);
  const width = (tile?.hashes.length ?? 0) / HASH_BYTES;
  if (!tile || width !== edge.width) {
    throw new RangeError(`append leaves: tile ${edge.level}/${edge.index} has ${width} hashes, not ${edge.width}`);
  }
  return tile.hashes;
}

function splitHashes(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`tree tiles: ${size} is no size or index`);
}
