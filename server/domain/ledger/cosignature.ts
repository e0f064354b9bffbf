// A cosignature says: at this time, this was the largest tree of this log that the witness had seen, and it continues
// all that it had seen before. It signs the text of a checkpoint's note and the time.
// @see C2SP tlog-cosignature, cosignature/v1.
import { concatBytes, utf8 } from "./bytes.ts";
import { formatSignatureLine, type LedgerCrypto, type NoteSignature, type VerifierKey } from "./signed-note.ts";

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** What a witness signs: a header line, a line with the time, and the whole text of the note. */
function toMessage(text: string, timeSeconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${timeSeconds}\n${text}`);
}

/**
 * The signature line of a witness, with its newline.
 *
 * @param options.text - text of the checkpoint's note, with its final newline; without signature lines.
 * @param options.timeSeconds - of signing, seconds since 1970, a safe integer ≥ 0.
 * @param options.keyId - of the witness's key, of algorithm 0x04.
 * @param options.sign - Ed25519.
 * @throws RangeError when the time is out of range or the name may not name a key.
 */
export function formatCosignature(options: {
  text: string;
  timeSeconds: number;
  name: string;
  keyId: number;
  sign: (message: Uint8Array) => Uint8Array;
}): string {
  const { text, timeSeconds, name, keyId, sign } = options;
  if (!Number.isSafeInteger(timeSeconds) || timeSeconds < 0) throw new RangeError(`cosignature: time ${timeSeconds}`);
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(timeSeconds));
  return formatSignatureLine({ name, keyId, signature: concatBytes(time, sign(toMessage(text, timeSeconds))) });
}

/**
 * When the witness cosigned the text, or null when the signature is not its cosignature of it.
 *
 * @param options.signature - from the outside: malformed, of another key, or over another text or time gives null.
 * @param options.witness - from `parseVerifierKey` with `ALGORITHM_COSIGNATURE`.
 * @returns seconds since 1970 as the witness says; whether that is plausible is for the caller.
 */
export function verifyCosignature(
  crypto: LedgerCrypto,
  options: { text: string; signature: NoteSignature; witness: VerifierKey },
): number | null {
  const { text, signature, witness } = options;
  const bytes = signature.signature;
  if (!isSignatureOf(signature, witness) || bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  // Times beyond this cannot be written as a number; the format ends at 2^63 − 1, some 292 thousand million years on.
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const timeSeconds = Number(time);
  const message = toMessage(text, timeSeconds);
  return crypto.verify(bytes.slice(TIME_BYTES), message, witness.publicKey) ? timeSeconds : null;
}

/** Whether the line names this key; nothing is verified. */
export function isSignatureOf(signature: NoteSignature, key: VerifierKey): boolean {
  return signature.name === key.name && signature.keyId === key.keyId;
}
