import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { LedgerCrypto } from "#domain/ledger/signed-note.ts";

/** What the verifiers of the domain need, in a browser. Synchronous, and the same on every platform. */
export const browserCrypto: LedgerCrypto = {
  sha256,
  verify: (signature, message, publicKey) => {
    try {
      return ed25519.verify(signature, message, publicKey);
    } catch {
      return false; // A malformed key or signature verifies nothing.
    }
  },
};
