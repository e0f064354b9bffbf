// A signed note is text that ends in a newline, a blank line, and signature lines "— <key name> <base64>", where the
// base64 holds four bytes of key id and the signature over the text.
// @see C2SP signed-note.
import { concatBytes, fromBase64, toBase64, utf8 } from "./bytes.ts";
import type { Sha256 } from "./merkle-tree.ts";

/** Ed25519 check, handed in; gives false, and does not throw, for a malformed key or signature. */
export type Ed25519Verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

/** What a verifier needs from outside the domain. */
export interface LedgerCrypto {
  readonly sha256: Sha256;
  readonly verify: Ed25519Verify;
}

/** Signature type of plain Ed25519, the only one that logs are signed with here. */
export const ALGORITHM_ED25519 = 0x01;
/** Signature type of a witness: Ed25519 over the note and a time. @see C2SP tlog-cosignature. */
export const ALGORITHM_COSIGNATURE = 0x04;

/** Signature types whose keys are read here; both have Ed25519 keys of 32 bytes. */
export type KeyAlgorithm = typeof ALGORITHM_ED25519 | typeof ALGORITHM_COSIGNATURE;

const KEY_USES: Readonly<Record<KeyAlgorithm, string>> = {
  [ALGORITHM_ED25519]: "of a log (type 0x01)",
  [ALGORITHM_COSIGNATURE]: "of a witness (type 0x04)",
};
const KEY_BYTES = 32;
/** The format asks for at least 16; a note with thousands would make a verifier work for nothing. */
const SIGNATURES_MAX = 64;

export interface NoteSignature {
  /** Key name: not empty, no Unicode space, no plus, no control character. */
  readonly name: string;
  /** Unsigned 32 bits, of `keyId`. */
  readonly keyId: number;
  /** At least one byte; 64 for Ed25519. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** What is signed, with its final newline; may hold blank lines. */
  readonly text: string;
  /** 1–64, in the order of the note. */
  readonly signatures: readonly NoteSignature[];
}

export interface VerifierKey {
  readonly name: string;
  readonly keyId: number;
  /** Signature type, one byte. */
  readonly algorithm: number;
  /** 32 bytes for Ed25519. */
  readonly publicKey: Uint8Array;
}

/** Whether the text may name a key: not empty, no Unicode space, no plus, no control character, well-formed. */
export function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}+\p{Surrogate}]/u.test(name) && !hasControlCharacter(name);
}

/**
 * Key id: the first four bytes of SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key), as an unsigned 32-bit number.
 *
 * @param algorithm - signature type byte, 0–255.
 * @throws RangeError when the name may not name a key.
 */
export function keyId(sha256: Sha256, name: string, algorithm: number, publicKey: Uint8Array): number {
  if (!isKeyName(name)) throw new RangeError(`key id: bad key name ${JSON.stringify(name)}`);
  const hash = sha256(concatBytes(utf8(name), Uint8Array.of(0x0a, algorithm), publicKey));
  return readKeyId(hash);
}

/**
 * Verifier key as text: `<name>+<key id in hex>+<base64 of algorithm and public key>`.
 *
 * @param key.algorithm - that of a log when left out.
 * @throws RangeError when the name is bad or the key is not 32 bytes.
 */
export function formatVerifierKey(
  sha256: Sha256,
  key: { name: string; publicKey: Uint8Array; algorithm?: KeyAlgorithm },
): string {
  const { name, publicKey, algorithm = ALGORITHM_ED25519 } = key;
  if (publicKey.length !== KEY_BYTES) throw new RangeError(`verifier key: public key of ${publicKey.length} bytes`);
  const id = keyId(sha256, name, algorithm, publicKey);
  const encoded = toBase64(concatBytes(Uint8Array.of(algorithm), publicKey));
  return `${name}+${id.toString(16).padStart(8, "0")}+${encoded}`;
}

/**
 * The verifier key that a text spells.
 *
 * @param expected - what the key is to verify: a log's own signature when left out. A key of one use must not pass for
 * one of another.
 * @throws RangeError when the text is malformed, the key is of another algorithm, or its id is not its own.
 */
export function parseVerifierKey(
  sha256: Sha256,
  text: string,
  expected: KeyAlgorithm = ALGORITHM_ED25519,
): VerifierKey {
  // The base64 may hold plus signs, a name and a key id may not.
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  if (!match) throw new RangeError("verifier key: not <name>+<key id>+<base64>");
  const [, name, idText, keyText] = match as unknown as [string, string, string, string];
  const bytes = fromBase64(keyText);
  const algorithm = bytes[0] ?? 0;
  const publicKey = bytes.slice(1);
  if (algorithm !== expected || publicKey.length !== KEY_BYTES) {
    throw new RangeError(`verifier key ${name}: not an Ed25519 key ${KEY_USES[expected]}`);
  }
  const id = keyId(sha256, name, algorithm, publicKey);
  if (id !== Number.parseInt(idText, 16)) throw new RangeError(`verifier key ${name}: key id ${idText} is not its own`);
  return { name, keyId: id, algorithm, publicKey };
}

/**
 * The note as text.
 *
 * @throws RangeError when text or a signature could not be read back.
 */
export function formatNote(note: Note): string {
  const { text, signatures } = note;
  checkText(text);
  if (signatures.length < 1 || signatures.length > SIGNATURES_MAX) {
    throw new RangeError(`signed note: ${signatures.length} signatures`);
  }
  return `${text}\n${signatures.map(formatSignatureLine).join("")}`;
}

/**
 * Text and signatures of a note. Nothing is verified: use the text only after `verifyNote`.
 *
 * @throws RangeError when the note is malformed anywhere, unknown signatures included.
 */
export function parseNote(note: string): Note {
  const blankLine = note.lastIndexOf("\n\n");
  if (blankLine === -1) throw new RangeError("signed note: no blank line before the signatures");
  const text = note.slice(0, blankLine + 1);
  checkText(text);
  const lines = note.slice(blankLine + 2).split("\n");
  if (lines.pop() !== "") throw new RangeError("signed note: no newline at the end");
  if (lines.length < 1 || lines.length > SIGNATURES_MAX)
    throw new RangeError(`signed note: ${lines.length} signatures`);
  return { text, signatures: lines.map(parseSignatureLine) };
}

/**
 * A note with one signature over its text.
 *
 * @param options.text - ends in a newline, no other control character.
 * @param options.keyId - of the signing key, from `keyId`.
 * @param options.sign - Ed25519 over the given bytes; deterministic, so that the same text gives the same note.
 * @throws RangeError when text or name are not fit for a note.
 */
export function signNote(options: {
  text: string;
  name: string;
  keyId: number;
  sign: (message: Uint8Array) => Uint8Array;
}): string {
  const { text, name, sign } = options;
  checkText(text);
  return formatNote({ text, signatures: [{ name, keyId: options.keyId, signature: sign(utf8(text)) }] });
}

/**
 * The text of a note that the key has signed, or null.
 *
 * Signatures of other keys are ignored, even with the same name or the same id. The key's own must all hold.
 *
 * @param options.note - from the outside; malformed gives null.
 * @throws RangeError when the verifier key is malformed: that is the caller's own.
 */
export function verifyNote(crypto: LedgerCrypto, options: { note: string; verifierKey: string }): string | null {
  const key = parseVerifierKey(crypto.sha256, options.verifierKey);
  let note: Note;
  try {
    note = parseNote(options.note);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const own = note.signatures.filter((signature) => signature.name === key.name && signature.keyId === key.keyId);
  const message = utf8(note.text);
  const isSigned = own.length > 0 && own.every(({ signature }) => crypto.verify(signature, message, key.publicKey));
  return isSigned ? note.text : null;
}

/**
 * One signature line, with its newline.
 *
 * @throws RangeError when a field could not be read back.
 */
export function formatSignatureLine({ name, keyId: id, signature }: NoteSignature): string {
  if (!isKeyName(name)) throw new RangeError(`signed note: bad key name ${JSON.stringify(name)}`);
  if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) throw new RangeError(`signed note: key id ${id}`);
  if (signature.length === 0) throw new RangeError(`signed note: empty signature of ${name}`);
  const idBytes = Uint8Array.of(id >>> 24, id >>> 16, id >>> 8, id);
  return `— ${name} ${toBase64(concatBytes(idBytes, signature))}\n`;
}

/**
 * The signature that a line without its newline spells.
 *
 * @throws RangeError when it is malformed.
 */
export function parseSignatureLine(line: string): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(" ");
  if (dash !== "—" || name === undefined || !isKeyName(name) || encoded === undefined || rest.length > 0) {
    throw new RangeError(`signed note: bad signature line ${JSON.stringify(line.slice(0, 80))}`);
  }
  const bytes = fromBase64(encoded);
  if (bytes.length < 5) throw new RangeError(`signed note: signature of ${name} is too short`);
  return { name, keyId: readKeyId(bytes), signature: bytes.slice(4) };
}

function readKeyId(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}

function checkText(text: string): void {
  if (!text.endsWith("\n")) throw new RangeError("signed note: text does not end in a newline");
  if (hasControlCharacter(text.replaceAll("\n", ""))) throw new RangeError("signed note: control character in text");
  utf8(text);
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < " ");
}
