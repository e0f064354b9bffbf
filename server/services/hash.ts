import { createPublicKey, hash, verify } from "node:crypto";
import { toHex, utf8 } from "../domain/ledger/bytes.ts";
import type { Sha256 } from "../domain/ledger/merkle-tree.ts";
import type { LedgerCrypto } from "../domain/ledger/signed-note.ts";

export const sha256: Sha256 = (data) => hash("sha256", data, "buffer");

/** Leaf hash of an entry in hex, by its text: the byte 0 of a leaf is U+0000 in UTF-8. @see RFC 6962, section 2.1. */
export function hashEntryText(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("hash entry: lone surrogate in text");
  return hash("sha256", `\0${text}`, "hex");
}

/** Lower-case hex SHA-256 of a text in UTF-8. */
export function hashText(text: string): string {
  return toHex(sha256(utf8(text)));
}

/** DER in front of a raw Ed25519 public key. @see RFC 8410 section 4. */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** What the verifiers of the domain need, by node:crypto. */
export const nodeCrypto: LedgerCrypto = {
  sha256,
  verify: (signature, message, publicKey) => {
    try {
      const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
      return verify(null, message, key, signature);
    } catch {
      return false; // A malformed key verifies nothing.
    }
  },
};
