import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { concatBytes, toHex, utf8 } from "../domain/ledger/bytes.ts";
import { sha256 } from "./hash.ts";

/** Encryption at rest with keys outside the database: AES-256-GCM, a fresh nonce for each box. */
export interface Vault {
  /** Short id of the key that seals, in hex. */
  readonly keyId: string;
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
  const secret = createSecretKey(key);
  const secrets = new Map([key, ...older].map((one) => [toPartsKeyId(one), createSecretKey(one)]));
  const keyId = toPartsKeyId(key);
  const header = concatBytes(Uint8Array.of(VERSION), Buffer.from(keyId, "hex"));
  const first = createSecretKey(older.at(-1) ?? key);
  return {
    keyId,
    seal: (bytes, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(Buffer.from(context, "utf8"));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open: (box, context) => {
      const named = box[0] === VERSION ? secrets.get(toHex(box.subarray(1, header.length))) : undefined;
      return named === undefined ? decrypt(first, box, context) : decrypt(named, box.subarray(header.length), context);
    },
    isCurrent: (box) => Buffer.compare(box.subarray(0, header.length), header) === 0,
  };
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
