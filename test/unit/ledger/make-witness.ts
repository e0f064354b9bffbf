import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { formatCosignature } from "#domain/ledger/cosignature.ts";
import { ALGORITHM_COSIGNATURE, formatVerifierKey, keyId, parseNote } from "#domain/ledger/signed-note.ts";
import { sha256 } from "./make-log.ts";

/** 2026-01-02T03:04:05Z. */
export const WITNESS_TIME = 1_767_323_045;

/** A witness with a fixed key: its seed is 32 times the given byte. */
export function makeWitness(seedByte: number, name = `witness.example/w${seedByte}`) {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seedByte)]);
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const publicKey = new Uint8Array(spki.subarray(-32));
  const key = { name, publicKey, algorithm: ALGORITHM_COSIGNATURE } as const;
  const id = keyId(sha256, name, ALGORITHM_COSIGNATURE, publicKey);
  const signBytes = (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey));
  return {
    name,
    keyId: id,
    publicKey,
    verifierKey: formatVerifierKey(sha256, key),
    sign: signBytes,
    /** The line over the text of a note. */
    cosign: (note: string, timeSeconds = WITNESS_TIME): string =>
      formatCosignature({ text: parseNote(note).text, timeSeconds, name, keyId: id, sign: signBytes }),
  };
}
