import type { LedgerCrypto } from "#domain/ledger/signed-note.ts";
import { fetchContinuityProof, fetchHead, fetchInclusion, type LogIdentity } from "./public-log.ts";
import { findKeptReceipt } from "./receipt-store.ts";
import type { EntryEvidence } from "./verify-entry.ts";

const WAIT_MS = 1_000;
/** Checkpoints are published every ten seconds at most; a little more, for the way. */
const WAITS_MAX = 14;

/**
 * Fetches what an entry is verified on, waiting for a published checkpoint that covers it.
 *
 * A head that the log's key did not sign is taken as it is: the verification is to show it.
 *
 * @param asked.onWait - called once when the entry is not covered yet.
 * @throws Error when the log cannot be reached or does not come to cover the entry.
 */
export async function gatherEvidence(
  crypto: LedgerCrypto,
  asked: { log: LogIdentity; entry: EntryEvidence["entry"]; onWait: () => void },
): Promise<EntryEvidence> {
  const { log, entry, onWait } = asked;
  for (let waits = 0; waits <= WAITS_MAX; waits += 1) {
    const head = await fetchHead(crypto, log);
    const { checkpoint } = head;
    if (checkpoint === null || checkpoint.size > entry.seq) {
      const kept = findKeptReceipt();
      const inclusion = checkpoint === null ? null : await fetchInclusion(entry.seq, checkpoint.size);
      return { log, entry, head, inclusion, kept, consistency: await fetchContinuityProof(head, kept) };
    }
    if (waits === 0) onWait();
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  throw new Error(`gather evidence: the published log does not cover entry ${entry.seq}`);
}
