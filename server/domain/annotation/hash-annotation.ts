import { toHex, utf8 } from "../ledger/bytes.ts";
import type { Sha256 } from "../ledger/merkle-tree.ts";

/**
 * What a citation binds: SHA-256 over the value part, a newline, and the text part of one version of an annotation.
 *
 * @param parts - RFC 8785 texts. @returns 64 lower-case hex digits.
 */
export function hashAnnotation(sha256: Sha256, parts: { value: string; text: string }): string {
  return toHex(sha256(utf8(`${parts.value}\n${parts.text}`)));
}
