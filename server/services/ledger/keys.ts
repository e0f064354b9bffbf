import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ALGORITHM_ED25519, formatVerifierKey, keyId, parseVerifierKey } from "../../domain/ledger/signed-note.ts";
import { sha256 } from "../hash.ts";
import { createVault, type Vault } from "../vault.ts";
import { findKeyFile, KeyFileError, loadOrCreateKey } from "./key-files.ts";
import type { LogHistory } from "./log-history.ts";
import type { OutgoingKey } from "./note-signer.ts";

export { loadOrCreateKey } from "./key-files.ts";

const KEY_BYTES = 32;
/** DER in front of a raw Ed25519 seed, so that node:crypto takes it. @see RFC 8410 section 7. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

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

/** Seed of the log's first key. */
export const LOG_SEED = "log.seed";
/** Key that seals at rest, and the one that takes its place while boxes are moved. */
export const PARTS_KEY = "parts.key";
export const NEXT_PARTS_KEY = "parts-next.key";
/** Seed of the recovery key, until the operator takes it away. */
export const RECOVERY_SEED = "recovery.seed";

/** Recovery keys that nobody has taken away yet, as paths. */
export function listRecoverySeeds(dataDir: string): string[] {
  const keysDir = join(dataDir, "keys");
  const names = readdirSync(keysDir).filter((name) => /^recovery(-[0-9a-f]{8})?\.seed$/.test(name));
  return names.sort().map((name) => join(keysDir, name));
}

/** File of a later key of the log: named by the key, so that what the log says decides which file counts. */
export function toLogSeedName(key: Pick<LogKey, "keyId">): string {
  return `log-${key.keyId.toString(16).padStart(8, "0")}.seed`;
}

/** The recovery key of a log; its name keeps its signatures from being taken for the log's. */
export function openRecoveryKey(origin: string, seed: Uint8Array): LogKey {
  return openLogKey(`${origin}/recovery`, seed);
}

/** A key of the log from the file that holds it; null when none does. @throws KeyFileError as `readKeyFile`. */
export function findLogKey(keysDir: string, verifierKey: string): LogKey | null {
  const { name, keyId } = parseVerifierKey(sha256, verifierKey);
  for (const file of [toLogSeedName({ keyId }), LOG_SEED]) {
    const seed = findKeyFile(keysDir, file);
    const key = seed === null ? null : openLogKey(name, seed);
    if (key?.verifierKey === verifierKey) return key;
  }
  return null;
}

/**
 * The key in force, from the file that holds it.
 *
 * @throws KeyFileError when none does.
 */
export function getLogKey(keysDir: string, verifierKey: string): LogKey {
  const key = findLogKey(keysDir, verifierKey);
  if (key !== null) return key;
  const file = toLogSeedName(parseVerifierKey(sha256, verifierKey));
  throw new KeyFileError(
    `no file in ${keysDir} holds the log's key ${verifierKey}; bring ${file} or ${LOG_SEED} back, ` +
      "or, when it is lost, run: assay keys rotate-log --recovery FILE",
  );
}

/**
 * Opens the keys at rest. While boxes move to a new key, both open and the new one seals.
 *
 * @param isNew - there is nothing sealed yet: a key is made when it is missing.
 * @throws KeyFileError when the key of what is sealed is missing, and as `readKeyFile`.
 */
export function openVault(keysDir: string, isNew = true): Vault {
  const found = findKeyFile(keysDir, PARTS_KEY);
  if (found === null && !isNew) {
    throw new KeyFileError(`there is no key ${join(keysDir, PARTS_KEY)}; bring it back: nothing else opens the parts`);
  }
  const key = found ?? loadOrCreateKey(keysDir, PARTS_KEY);
  const next = findKeyFile(keysDir, NEXT_PARTS_KEY);
  return next === null ? createVault(key) : createVault(next, [key]);
}

/**
 * The key in force, made for a log that begins; also the one before, for the checkpoint that both sign, when a crash
 * kept that from being published.
 *
 * @throws KeyFileError as `getLogKey`.
 */
export function openSigningKeys(
  keysDir: string,
  origin: string,
  history: LogHistory | null,
): { key: LogKey; outgoingKey: OutgoingKey | null } {
  if (history === null) return { key: openLogKey(origin, loadOrCreateKey(keysDir, LOG_SEED)), outgoingKey: null };
  const { rotation = null, size = 0 } = history.lastRotation ?? {};
  const outgoing = rotation === null ? null : findLogKey(keysDir, rotation.oldKey);
  const outgoingKey = outgoing === null ? null : { key: outgoing, size };
  return { key: getLogKey(keysDir, history.verifierKey), outgoingKey };
}
