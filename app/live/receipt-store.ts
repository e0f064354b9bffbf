import type { LogIdentity } from "./public-log.ts";

/**
 * The newest head of the log that this browser has verified: what an older or forked log has to be consistent with.
 *
 * It is public and says nothing of what was sent; the receipts themselves are in the archive of their account.
 */
export interface KeptReceipt {
  readonly seq: number;
  readonly size: number;
  /** Signed note. */
  readonly checkpoint: string;
  /** The log as it was then, when its key or name may have changed since; left out: the log of the page. */
  readonly log?: LogIdentity | undefined;
}

const KEY = "assay.receipt";

/** Keeps the receipt of the largest log seen. Says nothing of what was sent. */
export function keepReceipt(receipt: KeptReceipt): void {
  const kept = findKeptReceipt();
  if (kept !== null && kept.size >= receipt.size) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(receipt));
  } catch {
    // A browser without storage checks each receipt alone.
  }
}

/** Null before the first receipt in this browser. Synchronous: it is asked right before a command is sent. */
export function findKeptReceipt(): KeptReceipt | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : (JSON.parse(text) as KeptReceipt);
  } catch {
    return null;
  }
}

/** Begins anew with whatever the log says next: once somebody has decided what became of the old one. */
export function forgetKeptReceipt(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
