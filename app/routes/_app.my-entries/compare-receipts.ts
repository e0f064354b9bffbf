import type { ArchivedReceipt } from "#app/live/receipt-archive.ts";
import type { MyEntriesView } from "../../../server/services/my-entries/my-entries-view.ts";

/** How an entry stands to the receipt of this browser; `none`: it may have been sent from elsewhere. */
export type ReceiptState = "matches" | "differs" | "none";

export interface Comparison {
  /** By number of the entry; only of those that the person made. */
  readonly states: ReadonlyMap<number, ReceiptState>;
  /** Receipts within the page for which the log shows no entry of the person. */
  readonly missing: readonly ArchivedReceipt[];
}

/** Compares a page of one's entries with the receipts of this browser, in both directions. */
export function compareReceipts(
  view: Pick<MyEntriesView, "entries" | "from" | "to">,
  receipts: readonly ArchivedReceipt[],
): Comparison {
  const kept = new Map(receipts.map((receipt) => [receipt.seq, receipt]));
  const mine = view.entries.filter(({ isMine }) => isMine);
  const states = new Map(
    mine.map(({ seq, entry }): [number, ReceiptState] => {
      const receipt = kept.get(seq);
      return [seq, receipt === undefined ? "none" : receipt.entry === entry ? "matches" : "differs"];
    }),
  );
  const missing = receipts.filter(({ seq }) => seq >= view.from && seq < view.to && !states.has(seq));
  return { states, missing };
}
