/** The newest receipt of this browser: what an older or forked log has to be consistent with. */
export interface KeptReceipt {
  readonly seq: number;
  readonly size: number;
  /** Signed note. */
  readonly checkpoint: string;
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

/** Null before the first receipt in this browser. */
export function findKeptReceipt(): KeptReceipt | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : (JSON.parse(text) as KeptReceipt);
  } catch {
    return null;
  }
}
