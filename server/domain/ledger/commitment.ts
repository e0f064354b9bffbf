import { concatBytes, utf8 } from "./bytes.ts";
import type { Sha256 } from "./merkle-tree.ts";

/** The three parts of an entry, each disclosed or withheld on its own. */
export type PartName = "head" | "value" | "text";

/** The parts in the order in which they are checked and reported. */
export const PART_NAMES: readonly PartName[] = ["head", "value", "text"];

/** Bytes of a salt. */
export const SALT_BYTES = 32;

/** What a commitment binds together. */
export interface CommitmentInput {
  readonly part: PartName;
  /** Origin of the log. */
  readonly log: string;
  /** ULID of the command. */
  readonly command: string;
  /** Pseudonymous id of the actor, or `system`. */
  readonly actor: string;
  /** 32 random bytes, for this part alone. */
  readonly salt: Uint8Array;
  /** RFC 8785 bytes of the part; those of `{}` when it is empty. */
  readonly bytes: Uint8Array;
}

/**
 * Salted commitment to one part: SHA-256("assay/<part>/v1" ‖ 0 ‖ log ‖ 0 ‖ command ‖ 0 ‖ actor ‖ 0 ‖ salt ‖ bytes).
 *
 * Bound to log, command and actor, so that a commitment copied into another act cannot be opened there.
 *
 * @returns 32 bytes.
 * @throws RangeError when the salt is not 32 bytes, or log, command or actor is empty or holds U+0000, which would
 * make two inputs one.
 */
export function computeCommitment(sha256: Sha256, input: CommitmentInput): Uint8Array {
  const { part, log, command, actor, salt, bytes } = input;
  if (salt.length !== SALT_BYTES) throw new RangeError(`commitment to ${part}: salt of ${salt.length} bytes`);
  for (const [name, field] of Object.entries({ log, command, actor })) {
    if (field === "" || field.includes("\0")) throw new RangeError(`commitment to ${part}: bad ${name}`);
  }
  return sha256(concatBytes(utf8(`assay/${part}/v1\0${log}\0${command}\0${actor}\0`), salt, bytes));
}
