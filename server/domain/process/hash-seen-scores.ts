import { toHex, utf8 } from "../ledger/bytes.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import type { Sha256 } from "../ledger/merkle-tree.ts";

/**
 * Names the exact scores that a chair finalised on, without telling a reader of the decision who scored: SHA-256 over
 * the RFC 8785 text of actor and version, ascending by actor, which are random ids and cannot be guessed.
 *
 * @returns 64 lower-case hex digits.
 */
export function hashSeenScores(sha256: Sha256, scores: readonly { actor: string; version: number }[]): string {
  const sorted = [...scores].sort((a, b) => (a.actor < b.actor ? -1 : 1));
  return toHex(sha256(utf8(canonicalJson(sorted.map(({ actor, version }) => ({ actor, version }))))));
}
