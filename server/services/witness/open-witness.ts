import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ALGORITHM_COSIGNATURE, formatVerifierKey, parseVerifierKey } from "../../domain/ledger/signed-note.ts";
import { sha256 } from "../hash.ts";
import { readKeyFile } from "../ledger/key-files.ts";
import { loadOrCreateKey, openLogKey } from "../ledger/keys.ts";
import { createWitnessState, openWitnessState, type WitnessState } from "./witness-state.ts";

const SEED_FILE = "witness.seed";
const STATE_FILE = "witness.json";

/** What a witness signs with. */
export interface WitnessKey {
  /** Key name of its signature lines. */
  readonly name: string;
  readonly keyId: number;
  /** `<name>+<key id>+<base64>`, algorithm 0x04: what a policy names. */
  readonly verifierKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/**
 * Key and state of a witness from its folder, made at the first start. One process at a time.
 *
 * The state is made before the key: a key without a state is a witness that lost its memory.
 *
 * @param name - key name of a new witness; null or the same for one that is there.
 * @throws Error when key or state was lost, or the name is another.
 */
export async function openWitnessFiles(
  directory: string,
  name: string | null,
): Promise<{ key: WitnessKey; state: WitnessState }> {
  const [seedPath, statePath] = [join(directory, SEED_FILE), join(directory, STATE_FILE)];
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!existsSync(statePath) && !existsSync(seedPath)) {
    if (name === null) throw new RangeError("a new witness needs a name");
    await createWitnessState(statePath, name);
  }
  const state = openWitnessState(statePath);
  if (name !== null && name !== state.name) {
    throw new RangeError(`the witness in ${directory} is named ${state.name}, not ${name}`);
  }
  const seed = state.isEmpty() ? loadOrCreateKey(directory, SEED_FILE) : readKeyFile(seedPath);
  return { key: toWitnessKey(state.name, seed), state };
}

/** @param seed - 32 bytes of an Ed25519 private key. */
export function toWitnessKey(name: string, seed: Uint8Array): WitnessKey {
  const { verifierKey: logKey, sign } = openLogKey(name, seed);
  const { publicKey } = parseVerifierKey(sha256, logKey);
  const verifierKey = formatVerifierKey(sha256, { name, publicKey, algorithm: ALGORITHM_COSIGNATURE });
  const { keyId } = parseVerifierKey(sha256, verifierKey, ALGORITHM_COSIGNATURE);
  return { name, keyId, verifierKey, sign };
}
