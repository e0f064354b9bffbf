import { emptyRoot, hashNode, type Sha256 } from "./merkle-tree.ts";

/**
 * The root of a growing list of leaves in memory for log₂ n hashes.
 *
 * Holds the roots of the complete subtrees that the binary digits of the size name, largest first: the
 * way to the root that needs no stored tile.
 */
export class CompactRange {
  readonly #sha256: Sha256;
  readonly #subtreeRoots: Uint8Array[] = [];
  #size = 0;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  /** Number of leaves appended so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds one leaf hash at the end. */
  append(leafHash: Uint8Array): void {
    let hash = leafHash;
    // Each trailing 1 of the old size is a complete subtree of the height that the new one has just reached.
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = hashNode(this.#sha256, this.#subtreeRoots.pop() as Uint8Array, hash);
    }
    this.#subtreeRoots.push(hash);
    this.#size += 1;
  }

  /** Root over all leaves so far; without leaves the empty root. */
  computeRoot(): Uint8Array {
    if (this.#size === 0) return emptyRoot(this.#sha256);
    return this.#subtreeRoots.reduceRight((right, left) => hashNode(this.#sha256, left, right));
  }
}
