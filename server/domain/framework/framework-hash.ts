import { toHex, utf8 } from "../ledger/bytes.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import type { Sha256 } from "../ledger/merkle-tree.ts";
import type { Framework } from "./framework.ts";

/**
 * Hash of a framework: SHA-256 over its RFC 8785 bytes, as 64 lower-case hexadecimal digits.
 *
 * @see RFC 8785, JSON Canonicalization Scheme.
 */
export function computeFrameworkHash(sha256: Sha256, framework: Framework): string {
  return toHex(sha256(utf8(canonicalJson(framework))));
}
