import { utf8 } from "#domain/ledger/bytes.ts";
import { type AddCheckpoint, formatAddCheckpoint } from "#domain/ledger/add-checkpoint.ts";
import { formatCheckpoint } from "#domain/ledger/checkpoint.ts";
import { computeRoot, hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { signNote } from "#domain/ledger/signed-note.ts";
import { appendLeaves, proveConsistency } from "#domain/ledger/tree-tiles.ts";
import { sha256 } from "../../server/services/hash.ts";
import { openLogKey } from "../../server/services/ledger/keys.ts";

/** A log of numbered leaves that can be asked for any of its sizes, up to 200; `word` makes it another history. */
export function makeSampleLog({ origin = "assay.example/log", seed = 1, word = "leaf" } = {}) {
  const key = openLogKey(origin, new Uint8Array(32).fill(seed));
  const leaves = Array.from({ length: 200 }, (_, number) => hashLeaf(sha256, utf8(`${word} ${number}`)));
  const tiles = appendLeaves(sha256, { treeSize: 0, frontierTiles: [], leafHashes: leaves });
  const readTile = (level: number, index: number) =>
    Promise.resolve(tiles.find((tile) => tile.level === level && tile.index === index)?.hashes ?? null);

  const note = (size: number): string => {
    const text = formatCheckpoint({ origin, size, root: computeRoot(sha256, leaves.slice(0, size)) });
    return signNote({ text, name: origin, keyId: key.keyId, sign: key.sign });
  };
  const prove = async (oldSize: number, newSize: number): Promise<Uint8Array[]> =>
    oldSize === 0 ? [] : proveConsistency(sha256, { oldSize, newSize, readTile });

  return {
    key,
    note,
    prove,
    /** Body of a right request, with what is given put in its place. */
    ask: async (oldSize: number, newSize: number, changed: Partial<AddCheckpoint> = {}): Promise<string> =>
      formatAddCheckpoint({ oldSize, proof: await prove(oldSize, newSize), note: note(newSize), ...changed }),
  };
}
