import { browserCrypto } from "#app/live/browser-crypto.ts";
import {
  checkContinuity,
  fetchConsistency,
  fetchContinuityProof,
  fetchHead,
  type LogIdentity,
  parseProof,
} from "#app/live/public-log.ts";
import { findKeptReceipt } from "#app/live/receipt-store.ts";
import { keepHead } from "#app/live/use-log-watch.ts";
import { fromHex, toHex } from "#domain/ledger/bytes.ts";
import { verifyConsistency } from "#domain/ledger/merkle-tree.ts";
import type { LogCheckpoint } from "../../../server/services/audit-log/log-view.ts";

/** What this browser found out about the log by itself. */
export interface LogFinding {
  /** Size and root (hex) of the signed head; null when the log's key did not sign it. */
  readonly head: { readonly size: number; readonly root: string } | null;
  readonly state: "continued" | "first" | "behind" | "signature" | "history";
  /** Size of the older head that was kept here. */
  readonly keptSize: number | null;
  /** Everything that was looked at, as it was served. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Fetches the signed head and compares it with what this browser kept. @throws Error when the log is not reached. */
export async function checkHead(log: LogIdentity): Promise<LogFinding> {
  const kept = findKeptReceipt();
  const head = await fetchHead(browserCrypto, log);
  const consistency = await fetchContinuityProof(head, kept);
  const continuity = checkContinuity(browserCrypto, { log, head, kept, consistency });
  const isFine = continuity.state === "continued" || continuity.state === "nothing-kept";
  if (isFine) keepHead(head, log);
  const { checkpoint } = head;
  return {
    head: checkpoint === null ? null : { size: checkpoint.size, root: toHex(checkpoint.root) },
    state: checkpoint === null ? "signature" : toState(continuity),
    keptSize: kept?.size ?? null,
    evidence: { log, head: head.note, kept, consistency },
  };
}

function toState(continuity: ReturnType<typeof checkContinuity>): LogFinding["state"] {
  switch (continuity.state) {
    case "broken":
      return continuity.reason;
    case "nothing-kept":
      return "first";
    default:
      return continuity.state;
  }
}

/**
 * Whether a published checkpoint continues the one before it, by a proof between their roots.
 *
 * @returns null when the one before is not known. @throws Error when the log is not reached.
 */
export async function checkStep(checkpoint: LogCheckpoint, before: LogCheckpoint | undefined): Promise<boolean | null> {
  if (before === undefined || before.size !== checkpoint.previousSize) return null;
  const served = await fetchConsistency(before.size, checkpoint.size);
  const proof = served === null ? null : parseProof(served);
  return (
    proof !== null &&
    verifyConsistency(browserCrypto.sha256, {
      oldSize: before.size,
      newSize: checkpoint.size,
      oldRoot: fromHex(before.root),
      newRoot: fromHex(checkpoint.root),
      proof,
    })
  );
}
