// The one request of C2SP tlog-witness: "old <size>", the hashes of a consistency proof from that size, an empty line,
// and the signed checkpoint.
import { fromBase64, toBase64 } from "./bytes.ts";
import { HASH_BYTES } from "./merkle-tree.ts";

/** What a log asks a witness to cosign. */
export interface AddCheckpoint {
  /** Size that the witness cosigned last, as far as the log knows; 0 for none. */
  readonly oldSize: number;
  /** Consistency proof from the old size, 32 bytes each, at most 63; none from 0 or to the same size. */
  readonly proof: readonly Uint8Array[];
  /** Signed note of the checkpoint. */
  readonly note: string;
}

/** Media type of the answer 409, whose body is the size that the witness knows. */
export const SIZE_TYPE = "text/x.tlog.size";

const PROOF_HASHES_MAX = 63;

/** The body of the request. */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${note}`;
}

/**
 * The request that a body spells; the note in it is not looked at.
 *
 * @throws RangeError when the body is anything else than what `formatAddCheckpoint` writes.
 */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf("\n\n");
  if (end === -1) throw new RangeError("add-checkpoint: no empty line before the checkpoint");
  const [first = "", ...hashes] = body.slice(0, end).split("\n");
  const size = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  const oldSize = Number(size);
  if (size === undefined || !Number.isSafeInteger(oldSize)) throw new RangeError("add-checkpoint: no old size");
  if (hashes.length > PROOF_HASHES_MAX) throw new RangeError(`add-checkpoint: ${hashes.length} hashes`);
  const proof = hashes.map((hash) => fromBase64(hash));
  if (!proof.every((hash) => hash.length === HASH_BYTES)) throw new RangeError("add-checkpoint: no hash of 32 bytes");
  return { oldSize, proof, note: body.slice(end + 2) };
}

/** @returns the size in the body of an answer 409, or null when it is none. */
export function parseKnownSize(body: string): number | null {
  const size = Number(/^(0|[1-9]\d{0,15})\n$/.exec(body)?.[1]);
  return Number.isSafeInteger(size) ? size : null;
}
