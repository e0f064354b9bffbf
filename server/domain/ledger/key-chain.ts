// Keys of a log over time: its first key stands in `log.created`, each `log.key-rotated` names the next. Who trusts one
// key follows the chain to the newest: every link is signed by the key before it, or by the recovery key, and by the
// new key itself, so that nobody can put somebody else's key in.
import { concatBytes, fromBase64, toBase64, toHex, utf8 } from "./bytes.ts";
import type { Sha256 } from "./merkle-tree.ts";
import { type LedgerCrypto, parseVerifierKey } from "./signed-note.ts";

/** One change of the log's key, as its entry says it. Keys are verifier keys as text, signatures Base64. */
export interface KeyRotation {
  /** ULID of the command that made the entry. */
  readonly command: string;
  readonly oldKey: string;
  readonly newKey: string;
  readonly signedBy: "log-key" | "recovery-key";
  /** The recovery key when that signed, else null. */
  readonly recoveryKey: string | null;
  /** Of the old or the recovery key. */
  readonly signature: string;
  readonly newSignature: string;
  /** `hashRecoveryKey` of the recovery key from now on; null: there is none. */
  readonly nextRecoveryKey: string | null;
}

/** What both keys sign, but for the signatures themselves. */
export type RotationTerms = Pick<KeyRotation, "command" | "oldKey" | "newKey">;

export interface KeyChain {
  /** Origin of the log. */
  readonly log: string;
  /** Verifier key that the reader has from elsewhere. */
  readonly trustedKey: string;
  /** All rotations of the log, in order; those before the trusted key are passed over. */
  readonly rotations: readonly KeyRotation[];
  /**
   * Hash of the recovery key in force at the trusted key, from a source as good as that key's. Null: links that the
   * recovery key signed are not followed. `nextRecoveryKey` of a followed link takes its place, so either the rotations
   * come from checked entries, or the caller gives null.
   */
  readonly recoveryKey: string | null;
}

/**
 * Bytes that a rotation's signatures cover: `assay/key-rotation/v1`, log, command, old and new key, a zero byte
 * between them.
 */
export function encodeRotation(log: string, { command, oldKey, newKey }: RotationTerms): Uint8Array {
  const [first, ...rest] = ["assay/key-rotation/v1", log, command, oldKey, newKey].map(utf8) as [
    Uint8Array,
    ...Uint8Array[],
  ];
  return concatBytes(first, ...rest.flatMap((field) => [Uint8Array.of(0), field]));
}

/** Signs a rotation with the key that ends, or the recovery key in its place, and with the new one. */
export function signRotation(
  log: string,
  terms: RotationTerms,
  keys: { sign: (message: Uint8Array) => Uint8Array; signNew: (message: Uint8Array) => Uint8Array },
): Pick<KeyRotation, "signature" | "newSignature"> {
  const message = encodeRotation(log, terms);
  return { signature: toBase64(keys.sign(message)), newSignature: toBase64(keys.signNew(message)) };
}

/** How a recovery key is named in entries before it is used: SHA-256 of its verifier key as text, lower-case hex. */
export function hashRecoveryKey(sha256: Sha256, verifierKey: string): string {
  return toHex(sha256(utf8(verifierKey)));
}

/**
 * Whether one rotation is what its keys signed.
 *
 * @param expected - the key that it has to end, and the hash of the recovery key in force, or null.
 * @returns false also when a key or a signature is malformed.
 */
export function checkRotation(
  { sha256, verify }: LedgerCrypto,
  rotation: KeyRotation,
  expected: { log: string; oldKey: string; recoveryKey: string | null },
): boolean {
  const { oldKey, newKey, signedBy, recoveryKey } = rotation;
  if (oldKey !== expected.oldKey || newKey === oldKey) return false;
  if ((signedBy === "recovery-key") !== (recoveryKey !== null)) return false;
  if (recoveryKey !== null && hashRecoveryKey(sha256, recoveryKey) !== expected.recoveryKey) return false;
  try {
    const next = parseVerifierKey(sha256, newKey);
    const signer = parseVerifierKey(sha256, recoveryKey ?? oldKey);
    const message = encodeRotation(expected.log, rotation);
    return (
      next.name === expected.log &&
      verify(fromBase64(rotation.signature), message, signer.publicKey) &&
      verify(fromBase64(rotation.newSignature), message, next.publicKey)
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The newest key of a log, for somebody who trusts an older one.
 *
 * @returns the trusted key itself when no rotation ends it; null when a link after it does not hold.
 */
export function followKeyChain(crypto: LedgerCrypto, chain: KeyChain): string | null {
  const { log, trustedKey, rotations } = chain;
  let key = trustedKey;
  let recoveryKey = chain.recoveryKey;
  let isReached = false;
  for (const rotation of rotations) {
    isReached ||= rotation.oldKey === trustedKey;
    if (!isReached) continue;
    if (!checkRotation(crypto, rotation, { log, oldKey: key, recoveryKey })) return null;
    key = rotation.newKey;
    recoveryKey = rotation.nextRecoveryKey;
  }
  return key;
}
