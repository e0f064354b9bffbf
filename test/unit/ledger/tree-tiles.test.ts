import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concatBytes, fromBase64, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { computeRoot, hashLeaf, verifyConsistency, verifyInclusion } from "#domain/ledger/merkle-tree.ts";
import * as tiles from "#domain/ledger/tree-tiles.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { sha256 } from "./make-log.ts";

const leaf = (i: number) => hashLeaf(sha256, utf8(`entry ${i}`));
const LEAVES = Array.from({ length: 70_001 }, (_, i) => leaf(i));

/** Rows in memory, one per (level, index), as the database keeps them. */
class TileStore {
  readonly rows = new Map<string, Uint8Array>();
  readonly reads: string[] = [];
  size = 0;

  append(leafHashes: readonly Uint8Array[]): tiles.Tile[] {
    const frontierTiles = tiles
      .frontierTileCoordinates(this.size)
      .map(({ level, index }) => ({ level, index, hashes: this.rows.get(`${level}/${index}`) as Uint8Array }));
    const changed = tiles.appendLeaves(sha256, { treeSize: this.size, frontierTiles, leafHashes });
    for (const { level, index, hashes } of changed) this.rows.set(`${level}/${index}`, hashes);
    this.size += leafHashes.length;
    return changed;
  }

  readTile = async (level: number, index: number): Promise<Uint8Array | null> => {
    this.reads.push(`${level}/${index}`);
    return this.rows.get(`${level}/${index}`) ?? null;
  };
}

function makeStore(size: number): TileStore {
  const store = new TileStore();
  store.append(LEAVES.slice(0, size));
  return store;
}

describe("tiles", () => {
  test("root equals that of the whole tree at every size 0 to 600, leaf by leaf", async () => {
    const store = new TileStore();
    for (let size = 0; size <= 600; size += 1) {
      expect(await tiles.computeRootFromTiles(sha256, size, store.readTile)).toEqual(
        computeRoot(sha256, LEAVES.slice(0, size)),
      );
      const changed = store.append([LEAVES[size] as Uint8Array]);
      expect(changed.length).toBe((size + 1) % 256 === 0 ? 2 : 1);
    }
  });

  test("groups of any size leave the same rows as one append", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 6 }), (groups) => {
        const store = new TileStore();
        for (const count of groups) store.append(LEAVES.slice(store.size, store.size + count));
        expect(store.rows).toEqual(makeStore(store.size).rows);
      }),
      { numRuns: 40 },
    );
  });

  test("size 70000 has the shape that C2SP gives as its example", async () => {
    const { rows, readTile } = makeStore(70_000);
    const widths = (level: number) =>
      [...rows].filter(([key]) => key.startsWith(`${level}/`)).map(([, hashes]) => hashes.length / 32);
    expect(widths(0)).toEqual([...Array<number>(273).fill(256), 112]);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(tiles.frontierTileCoordinates(70_000)).toEqual([
      { level: 0, index: 273 },
      { level: 1, index: 1 },
      { level: 2, index: 0 },
    ]);
    expect(await tiles.computeRootFromTiles(sha256, 70_000, readTile)).toEqual(
      computeRoot(sha256, LEAVES.slice(0, 70_000)),
    );
  });

  test("a frontier that does not fit the size is refused", () => {
    const hashes = concatBytes(...LEAVES.slice(0, 3));
    const append = (treeSize: number, frontierTiles: tiles.Tile[]) =>
      tiles.appendLeaves(sha256, { treeSize, frontierTiles, leafHashes: [leaf(9)] });
    expect(append(3, [{ level: 0, index: 0, hashes }])).toHaveLength(1);
    expect(() => append(2, [{ level: 0, index: 0, hashes }])).toThrow(RangeError);
    expect(() => append(4, [{ level: 0, index: 0, hashes }])).toThrow(RangeError);
    expect(() => append(3, [])).toThrow(RangeError);
    expect(tiles.appendLeaves(sha256, { treeSize: 3, frontierTiles: [], leafHashes: [] })).toEqual([]);
  });
});

describe("proofs", () => {
  const STORE = makeStore(70_001);
  const size = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 65_400, max: 70_001 }));
  const pair = fc.tuple(size, fc.nat()).map(([large, n]) => [1 + (n % large), large] as const);
  const rootOf = (count: number) => tiles.computeRootFromTiles(sha256, count, STORE.readTile);

  test("inclusion holds in every older tree although the tiles have grown, and no changed bit does", async () => {
    await fc.assert(
      fc.asyncProperty(pair, fc.nat(), async ([place, treeSize], bit) => {
        const leafIndex = place - 1;
        STORE.reads.length = 0;
        const proof = await tiles.proveInclusion(sha256, { leafIndex, treeSize, readTile: STORE.readTile });
        expect(new Set(STORE.reads).size).toBe(STORE.reads.length);
        expect(STORE.reads.length).toBeLessThanOrEqual(6);
        const claim = {
          leafHash: LEAVES[leafIndex] as Uint8Array,
          leafIndex,
          treeSize,
          proof,
          root: await rootOf(treeSize),
        };
        expect(verifyInclusion(sha256, claim)).toBe(true);
        if (proof.length === 0) return;
        const at = bit % proof.length;
        expect(verifyInclusion(sha256, { ...claim, proof: proof.map((h, i) => (i === at ? flip(h, bit) : h)) })).toBe(
          false,
        );
        expect(verifyInclusion(sha256, { ...claim, proof: proof.slice(1) })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, proof: [...proof, claim.leafHash] })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, leafHash: flip(claim.leafHash, bit) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("consistency holds between any two sizes, and no changed bit does", async () => {
    await fc.assert(
      fc.asyncProperty(pair, fc.nat(), async ([oldSize, newSize], bit) => {
        const proof = await tiles.proveConsistency(sha256, { oldSize, newSize, readTile: STORE.readTile });
        const roots = { oldRoot: await rootOf(oldSize), newRoot: await rootOf(newSize) };
        const claim = { oldSize, newSize, ...roots, proof };
        expect(verifyConsistency(sha256, claim)).toBe(true);
        expect(verifyConsistency(sha256, { ...claim, newRoot: flip(claim.newRoot, bit) })).toBe(false);
        if (proof.length === 0) return;
        const at = bit % proof.length;
        const changed = proof.map((h, i) => (i === at ? flip(h, bit) : h));
        expect(verifyConsistency(sha256, { ...claim, proof: changed })).toBe(false);
        expect(verifyConsistency(sha256, { ...claim, proof: proof.slice(0, -1) })).toBe(false);
        expect(verifyConsistency(sha256, { ...claim, oldRoot: claim.newRoot, newRoot: claim.oldRoot })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("every pair of sizes to 40", async () => {
    for (let newSize = 1; newSize <= 40; newSize += 1) {
      for (let oldSize = 1; oldSize <= newSize; oldSize += 1) {
        const proof = await tiles.proveConsistency(sha256, { oldSize, newSize, readTile: STORE.readTile });
        const roots = { oldRoot: await rootOf(oldSize), newRoot: await rootOf(newSize) };
        expect(verifyConsistency(sha256, { oldSize, newSize, ...roots, proof })).toBe(true);
      }
    }
  });

  test("what cannot be proved is refused", async () => {
    const { readTile } = STORE;
    await expect(tiles.proveInclusion(sha256, { leafIndex: 5, treeSize: 5, readTile })).rejects.toThrow(RangeError);
    await expect(tiles.proveConsistency(sha256, { oldSize: 0, newSize: 5, readTile })).rejects.toThrow(RangeError);
    await expect(tiles.proveConsistency(sha256, { oldSize: 6, newSize: 5, readTile })).rejects.toThrow(RangeError);
    const small = makeStore(5);
    await expect(tiles.computeRootFromTiles(sha256, 6, small.readTile)).rejects.toThrow("read tile 0/0: 5 hashes");
    await expect(tiles.computeRootFromTiles(sha256, 257, small.readTile)).rejects.toThrow("read tile 1/0");
  });
});

test("proofs from a cache are those without one, also when the log has grown since", async () => {
  const store = new TileStore();
  const cache = new tiles.SubtreeCache();
  for (const treeSize of [300, 777, 1_400]) {
    store.append(LEAVES.slice(store.size, treeSize));
    const { readTile } = store;
    for (let leafIndex = 0; leafIndex < treeSize; leafIndex += 7) {
      const inclusion = { leafIndex, treeSize, readTile };
      const cached = await tiles.proveInclusion(sha256, { ...inclusion, cache });
      expect(cached.map(toHex)).toEqual((await tiles.proveInclusion(sha256, inclusion)).map(toHex));
      const consistency = { oldSize: leafIndex + 1, newSize: treeSize, readTile };
      const continued = await tiles.proveConsistency(sha256, { ...consistency, cache });
      expect(continued.map(toHex)).toEqual((await tiles.proveConsistency(sha256, consistency)).map(toHex));
    }
  }
  expect(cache.tiles.size).toBe(5);
});

describe("tile paths", () => {
  test.each([
    ["tile/0/000", 0, 0, 256],
    ["tile/0/999.p/255", 0, 999, 255],
    ["tile/1/x001/000", 1, 1000, 256],
    ["tile/63/x001/x234/067.p/1", 63, 1_234_067, 1],
    ["tile/entries/x273/112.p/7", "entries", 273_112, 7],
  ] as const)("%s", (path, level, index, width) => {
    expect(tiles.tilePath(level, index, width)).toBe(path);
    expect(tiles.parseTilePath(path)).toEqual({ level, index, width });
  });

  test.each([
    "tile/00/000",
    "tile/64/000",
    "tile/0/0",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "/tile/0/000",
    "tile/0/000\n",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/entries/../000",
  ])("refuses %j", (path) => expect(tiles.parseTilePath(path)).toBeNull());

  test("refuses to write what is no tile", () => {
    expect(() => tiles.tilePath(64, 0, 1)).toThrow(RangeError);
    expect(() => tiles.tilePath(0, -1, 1)).toThrow(RangeError);
    expect(() => tiles.tilePath(0, 0, 0)).toThrow(RangeError);
  });
});

const sample = readVectors<{ entries_utf8: string[]; tiles_base64: Record<string, string> }>(
  "tlog_tessera_sample_log.json",
);
if (sample !== null) {
  test("tiles of a log made by another program are the same", () => {
    const leaves = sample.entries_utf8.map((text) => hashLeaf(sha256, utf8(text)));
    for (let width = 1; width <= 15; width += 1) {
      const [tile] = tiles.appendLeaves(sha256, { treeSize: 0, frontierTiles: [], leafHashes: leaves.slice(0, width) });
      expect(tile?.hashes).toEqual(fromBase64(sample.tiles_base64[tiles.tilePath(0, 0, width)] ?? ""));
    }
  });
}

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, i) => (i === (bit >> 3) % hash.length ? byte ^ (1 << (bit & 7)) : byte));
}
