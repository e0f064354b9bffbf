// A proof that stands alone: where an entry is, the way to the root, and the signed checkpoint, as text.
// @see C2SP tlog-proof.
import { fromBase64, toBase64 } from "./bytes.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { HASH_BYTES, hashLeaf, type Sha256, verifyInclusion } from "./merkle-tree.ts";
import { parseNote } from "./signed-note.ts";

const HEADER = "c2sp.org/tlog-proof@v1";
/** A tree of 2^53 leaves has no longer proof. */
const HASHES_MAX = 63;

/** Inclusion of one entry in the tree of a checkpoint. */
export interface TlogProof {
  /** 0-based. */
  readonly leafIndex: number;
  /** From the leaf to the root, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** Signed note with all its signature lines, verbatim. */
  readonly checkpoint: string;
  /** Opaque data of whoever made the proof; null when there is none. Nothing vouches for it. */
  readonly extra: Uint8Array | null;
}

/** @throws RangeError when the index is no count or a hash is not 32 bytes. */
export function formatTlogProof({ leafIndex, hashes, checkpoint, extra }: TlogProof): string {
  if (!Number.isSafeInteger(leafIndex) || leafIndex < 0) throw new RangeError(`tlog proof: index ${leafIndex}`);
  for (const hash of hashes) if (hash.length !== HASH_BYTES) throw new RangeError(`tlog proof: hash of ${hash.length}`);
  const extraLine = extra === null ? "" : `extra ${toBase64(extra)}\n`;
  const hashLines = hashes.map((hash) => `${toBase64(hash)}\n`).join("");
  return `${HEADER}\n${extraLine}index ${leafIndex}\n${hashLines}\n${checkpoint}`;
}

/**
 * The proof of a text. Nothing is verified: see `verifyTlogProof`.
 *
 * @throws RangeError when the text is malformed before the checkpoint.
 */
export function parseTlogProof(text: string): TlogProof {
  const blank = text.indexOf("\n\n");
  if (blank === -1) throw new RangeError("tlog proof: no blank line before the checkpoint");
  const [header, ...lines] = text.slice(0, blank).split("\n");
  if (header !== HEADER) throw new RangeError(`tlog proof: the first line is not ${HEADER}`);
  const extraLine = lines[0]?.startsWith("extra ") === true ? lines.shift() : undefined;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "")?.[1];
  const leafIndex = Number(index);
  if (index === undefined || !Number.isSafeInteger(leafIndex)) throw new RangeError("tlog proof: no index line");
  if (lines.length > HASHES_MAX) throw new RangeError(`tlog proof: ${lines.length} hashes`);
  const hashes = lines.map(fromBase64);
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw new RangeError("tlog proof: a hash is not 32 bytes");
  const extra = extraLine === undefined ? null : fromBase64(extraLine.slice("extra ".length));
  return { leafIndex, hashes, checkpoint: text.slice(blank + 2), extra };
}

/**
 * Whether the proof leads from the entry to the root that its checkpoint states. The signatures of the checkpoint are
 * for the caller to check: see `verifyNote` and `checkWitnesses`.
 *
 * @param entry - bytes of the entry.
 * @returns the checkpoint; null when the way does not lead there, or the checkpoint is malformed.
 */
export function verifyTlogProof(sha256: Sha256, proof: TlogProof, entry: Uint8Array): Checkpoint | null {
  const checkpoint = readCheckpoint(proof.checkpoint);
  if (checkpoint === null) return null;
  const { leafIndex, hashes } = proof;
  const place = { leafHash: hashLeaf(sha256, entry), leafIndex, treeSize: checkpoint.size, root: checkpoint.root };
  return verifyInclusion(sha256, { ...place, proof: hashes }) ? checkpoint : null;
}

function readCheckpoint(note: string): Checkpoint | null {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
