import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import { concatBytes, fromHex, toHex, utf8 } from "../domain/ledger/bytes.ts";
import { sha256 } from "./hash.ts";
import { systemRandomBytes } from "./random-bytes.ts";

/** Encryption at rest with keys outside the database: AES-256-GCM, a fresh nonce for each box. */
export interface Vault {
  /** Short id of the key that seals, in hex. */
  readonly keyId: string;
  /** From now on this key seals; those before still open. */
  adopt(key: Uint8Array): void;
  /** @param context - what the box belongs to; opening it under another context fails. */
  seal(bytes: Uint8Array, context: string): Uint8Array;
  /** @throws Error when the box was changed, cut, or sealed under another key or context. */
  open(box: Uint8Array, context: string): Uint8Array;
  /** Whether the key that seals now sealed this box; says nothing of its soundness. */
  isCurrent(box: Uint8Array): boolean;
}

// A box is version, key id, nonce, tag and body. Boxes from before there were key ids are nonce, tag and body; the
// chance that one of them begins with version and id of a key at hand is 2⁻⁴⁰.
const VERSION = 1;
const KEY_ID_BYTES = 4;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Short id of a key, 8 characters of hex: what a box names, and what an entry calls the key. */
export function toPartsKeyId(key: Uint8Array): string {
  return toHex(sha256(concatBytes(utf8("assay/parts-key/v1"), Uint8Array.of(0), key)).subarray(0, KEY_ID_BYTES));
}

/**
 * @param key - 32 bytes; seals, and opens what it sealed.
 * @param older - keys that open only: while boxes move from one key to the next, the one before.
 */
export function createVault(key: Uint8Array, older: readonly Uint8Array[] = []): Vault {
  // Prepared once: a raw key costs three times as much as the rest of a small box.
  const secrets = new Map([key, ...older].map(toSealer).map(({ header, secret }) => [readKeyId(header), secret]));
  const first = createSecretKey(older.at(-1) ?? key);
  let current = toSealer(key);
  return {
    get keyId() {
      return current.id;
    },
    adopt: (next) => {
      current = toSealer(next);
      secrets.set(readKeyId(current.header), current.secret);
    },
    seal: (bytes, context) => {
      const nonce = systemRandomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current.secret, nonce).setAAD(Buffer.from(context, "utf8"));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([current.header, nonce, cipher.getAuthTag(), body]);
    },
    open: (box, context) => {
      const named = box[0] === VERSION ? secrets.get(readKeyId(box)) : undefined;
      return named === undefined ? decrypt(first, box, context) : decrypt(named, box.subarray(HEADER_BYTES), context);
    },
    isCurrent: (box) => Buffer.compare(box.subarray(0, HEADER_BYTES), current.header) === 0,
  };
}

function toSealer(key: Uint8Array): { id: string; secret: KeyObject; header: Uint8Array } {
  const id = toPartsKeyId(key);
  return { id, secret: createSecretKey(key), header: concatBytes(Uint8Array.of(VERSION), fromHex(id)) };
}

/** The id in the header of a box, as a number; NaN of one that is too short. */
function readKeyId(box: Uint8Array): number {
  const [, a = NaN, b = NaN, c = NaN, d = NaN] = box;
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

function decrypt(secret: KeyObject, box: Uint8Array, context: string): Uint8Array {
  const nonce = box.subarray(0, NONCE_BYTES);
  const tag = box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  // A shorter tag would be easier to forge, and a cut box has one.
  const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context, "utf8"))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
