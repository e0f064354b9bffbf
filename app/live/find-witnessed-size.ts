import { checkWitnesses } from "#domain/ledger/check-witnesses.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import type { LedgerCrypto } from "#domain/ledger/signed-note.ts";
import type { SignedHead } from "./public-log.ts";

/**
 * How many entries of the log the witnesses vouch for with this head; null when they do not, or nobody is asked.
 *
 * Each cosignature is checked. Which witnesses are to be asked is taken as the server says it: that policy is an entry
 * of the log, and whoever does not want to take it from the server compares it with the one that `assay verify` finds.
 *
 * @param given.head - signed by the log, and found to continue what this browser has kept of it.
 * @param given.policy - C2SP tlog-policy; null where nobody is asked.
 */
export function findWitnessedSize(
  crypto: LedgerCrypto,
  { head, policy }: { head: SignedHead; policy: string | null },
): number | null {
  if (head.checkpoint === null || policy === null) return null;
  const parsed = parseWitnessPolicy(crypto.sha256, policy);
  // No quorum is met by nobody, and nobody has witnessed anything.
  if (!parsed.ok || parsed.policy.quorum === null) return null;
  return checkWitnesses(crypto, { note: head.note, policy: parsed.policy }).isQuorum ? head.checkpoint.size : null;
}
