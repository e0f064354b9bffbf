import { createPrivateKey, createPublicKey, randomBytes, sign } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../hash.ts";
import { ALGORITHM_ED25519, formatVerifierKey, keyId } from "../../domain/ledger/signed-note.ts";

const KEY_BYTES = 32;
/** DER in front of a raw Ed25519 seed, so that node:crypto takes it. @see RFC 8410 section 7. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Reads a key file, or makes it with mode 0400 when it is missing.
 *
 * @throws Error when the file is not 32 bytes: it is not repaired, since what it sealed would be lost.
 */
export function loadOrCreateKey(directory: string, name: string): Uint8Array {
  const path = join(directory, name);
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(KEY_BYTES), { mode: 0o400, flag: "wx" });
    chmodSync(path, 0o400);
  }
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES) throw new Error(`key file ${path} has ${key.length} bytes, not ${KEY_BYTES}`);
  return key;
}

/** Signs checkpoints under the log's name. */
export interface LogKey {
  readonly keyId: number;
  /** `<origin>+<key id>+<base64>`. */
  readonly verifierKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/** @param seed - 32 bytes of an Ed25519 private key. */
export function openLogKey(origin: string, seed: Uint8Array): LogKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-KEY_BYTES);
  return {
    keyId: keyId(sha256, origin, ALGORITHM_ED25519, publicKey),
    verifierKey: formatVerifierKey(sha256, { name: origin, publicKey }),
    sign: (message) => sign(null, message, privateKey),
  };
}
