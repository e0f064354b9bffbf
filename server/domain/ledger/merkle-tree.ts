// The tree of RFC 6962: a leaf is SHA-256(0x00 ‖ bytes), a node SHA-256(0x01 ‖ left ‖ right), and the left part of
// n > 1 leaves holds the largest power of two below n. Sizes and indexes are safe integers, so that halving is done
// by division: JavaScript's bit operators see 32 bits only.
import { bytesEqual, concatBytes } from "./bytes.ts";

/** SHA-256, handed in: node:crypto on the server, an audited library in the browser. Gives 32 bytes, keeps no input. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Bytes of a hash. */
export const HASH_BYTES = 32;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_INPUT = new Uint8Array(1 + 2 * HASH_BYTES).fill(1, 0, 1);

/** What `verifyInclusion` is told. Hashes are 32 bytes; `proof` goes from the leaf to the root. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  /** 0-based, below `treeSize`. */
  readonly leafIndex: number;
  /** Number of leaves. */
  readonly treeSize: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** What `verifyConsistency` is told: the newer tree holds the older one unchanged. */
export interface ConsistencyClaim {
  /** At least 1. */
  readonly oldSize: number;
  /** At least `oldSize`. */
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Hash of one leaf: SHA-256(0x00 ‖ bytes). @see RFC 6962, section 2.1. */
export function hashLeaf(sha256: Sha256, bytes: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF_PREFIX, bytes));
}

/** Hash of two subtrees: SHA-256(0x01 ‖ left ‖ right). @see RFC 6962, section 2.1. */
export function hashNode(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    return sha256(concatBytes(Uint8Array.of(1), left, right));
  }
  // A log is mostly this: one array serves all, which the hash reads and forgets.
  NODE_INPUT.set(left, 1);
  NODE_INPUT.set(right, 1 + HASH_BYTES);
  return sha256(NODE_INPUT);
}

/** Root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** Largest power of two below `count`, where RFC 6962 splits; `count` ≥ 2. */
export function splitPoint(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/**
 * Root over leaf hashes that are all at hand; for large logs see `computeRootFromTiles` and `CompactRange`.
 *
 * @param leafHashes - n ≥ 0 hashes of `hashLeaf`, in order; none gives `emptyRoot`.
 */
export function computeRoot(sha256: Sha256, leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return emptyRoot(sha256);
  const [only] = leafHashes;
  if (leafHashes.length === 1 && only) return only;
  const split = splitPoint(leafHashes.length);
  return hashNode(
    sha256,
    computeRoot(sha256, leafHashes.slice(0, split)),
    computeRoot(sha256, leafHashes.slice(split)),
  );
}

/**
 * Whether the proof leads from the leaf to the root. Never throws: anything malformed is false.
 *
 * @see RFC 9162, section 2.1.3.2.
 */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): boolean {
  const { leafHash, leafIndex, treeSize, proof, root } = claim;
  if (!isCount(leafIndex) || !isCount(treeSize) || leafIndex >= treeSize) return false;
  if (!isHash(leafHash) || !proof.every(isHash)) return false;
  let node = leafIndex;
  let last = treeSize - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = hashNode(sha256, sibling, hash);
      // The last node of an odd level has no sibling there: climb to the level where it gets one.
      [node, last] = climbToRightChild(node, last);
    } else {
      hash = hashNode(sha256, hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && bytesEqual(hash, root);
}

/**
 * Whether the newer tree only adds leaves to the older one. Never throws: anything malformed is false.
 *
 * A proof from size 0 is refused: every tree continues the empty one, so it would show nothing. Equal sizes need equal
 * roots and an empty proof.
 *
 * @see RFC 9162, section 2.1.4.2.
 */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): boolean {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && bytesEqual(oldRoot, newRoot);
  if (proof.length === 0 || !proof.every(isHash)) return false;
  let node = oldSize - 1;
  let last = newSize - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // node is 0 exactly when the old size is a power of two: the old root is then a subtree, and not in the proof.
  const [first = oldRoot, ...rest] = node === 0 ? [oldRoot, ...proof] : proof;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldHash = hashNode(sha256, sibling, oldHash);
      newHash = hashNode(sha256, sibling, newHash);
      [node, last] = climbToRightChild(node, last);
    } else {
      newHash = hashNode(sha256, newHash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && bytesEqual(oldHash, oldRoot) && bytesEqual(newHash, newRoot);
}

function climbToRightChild(node: number, last: number): [node: number, last: number] {
  while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
  return [node, last];
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
