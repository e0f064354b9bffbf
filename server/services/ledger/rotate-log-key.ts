// The log's key is changed in an order in which a crash at any point leaves a log that can be signed: the new seed is
// on disk under its own name first, the entry decides from when on it counts, the old seed goes last.
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { hashRecoveryKey, signRotation } from "../../domain/ledger/key-chain.ts";
import { recordSystem } from "../commands/record-system.ts";
import { sha256 } from "../hash.ts";
import { makeUlid } from "../random-bytes.ts";
import { destroyKeyFile, writeKeyFile } from "./key-files.ts";
import { LOG_SEED, type LogKey, openLogKey, openRecoveryKey, toLogSeedName } from "./keys.ts";
import type { Ledger } from "./ledger.ts";

/** A key that nothing uses before the log names it. */
export interface NewLogKey extends LogKey {
  /** Puts the seed on disk under a name of its own, before anything that the key has signed. */
  save(keysDir: string): void;
}

/** Makes a next key for a log. */
export function makeLogKey(origin: string): NewLogKey {
  const seed = randomBytes(32);
  const key = openLogKey(origin, seed);
  return { ...key, save: (keysDir) => writeKeyFile(join(keysDir, toLogSeedName(key)), seed) };
}

/** Makes a recovery key and puts it on disk, for the operator to take away. */
export function makeRecoveryKey(keysDir: string, origin: string): { path: string; hash: string } {
  const seed = randomBytes(32);
  const key = openRecoveryKey(origin, seed);
  const path = join(keysDir, `recovery-${key.keyId.toString(16).padStart(8, "0")}.seed`);
  writeKeyFile(path, seed);
  return { path, hash: hashRecoveryKey(sha256, key.verifierKey) };
}

export interface LogRotation {
  readonly ledger: Ledger;
  readonly keysDir: string;
  readonly now: () => Date;
  /** Pseudonymous id of the administrator who does it. */
  readonly subject: string;
  readonly reason: string;
  /** Verifier key that ends. */
  readonly oldKey: string;
  /** Signs for the old key: that key itself, or the recovery key. */
  readonly signer: LogKey;
  readonly next: NewLogKey;
  /** Hash of the recovery key from now on. */
  readonly nextRecoveryKey: string | null;
}

/**
 * Records the new key, publishes the checkpoint that covers it, and destroys every other seed of the log.
 *
 * @throws Error when the log could not be written; the old key is then still the one in force, or the entry is on disk
 *   and the new one is.
 */
export async function rotateLogKey(rotation: LogRotation): Promise<void> {
  const { ledger, keysDir, now, subject, reason, oldKey, signer, next, nextRecoveryKey } = rotation;
  const isRecovery = signer.verifierKey !== oldKey;
  next.save(keysDir);
  await ledger.run(async (trx) => {
    const at = now();
    const command = makeUlid(at.getTime(), ledger.randomBytes);
    const terms = { command, oldKey, newKey: next.verifierKey };
    const signed = signRotation(ledger.origin, terms, { sign: signer.sign, signNew: next.sign });
    await recordSystem(
      { ledger, trx, now: at },
      {
        type: "log.key-rotated",
        command,
        facts: { subject },
        value: {
          oldKey,
          newKey: next.verifierKey,
          signedBy: isRecovery ? "recovery-key" : "log-key",
          recoveryKey: isRecovery ? signer.verifierKey : null,
          ...signed,
          nextRecoveryKey,
        },
        text: { reason },
      },
    );
    if (!isRecovery) ledger.changeKey(next);
  });
  // Stored with both signatures: after the old seed is gone nobody can make the first one again.
  await ledger.publish();
  destroyOtherSeeds(keysDir, next);
}

function destroyOtherSeeds(keysDir: string, next: LogKey): void {
  for (const name of readdirSync(keysDir)) {
    const isLogSeed = name === LOG_SEED || /^log-[0-9a-f]{8}\.seed$/.test(name);
    if (isLogSeed && name !== toLogSeedName(next)) destroyKeyFile(join(keysDir, name));
  }
}
