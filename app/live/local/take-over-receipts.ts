import { deleteDB, openDB } from "idb";
import { type ArchivedReceipt, putReceipt } from "../receipt-archive.ts";
import type { LocalStores } from "./local-stores.ts";

/** Where receipts lay in the clear before there were keys. */
const OLD = "assay-receipts";

/**
 * Moves the account's receipts from the database of before into its sealed one. Others' wait there for their person,
 * whose key alone can seal them; the last one takes the database away.
 *
 * @throws DOMException when there is no room: what was not moved stays.
 */
export async function takeOverReceipts(stores: LocalStores): Promise<void> {
  const found = await indexedDB.databases();
  if (!found.some(({ name }) => name === OLD)) return;
  const database = await openDB(OLD);
  const all = (await database.getAll("receipts")) as ArchivedReceipt[];
  const mine = all.filter(({ account }) => account === stores.vault.accountId);
  for (const receipt of mine) {
    await putReceipt(stores, receipt);
    await database.delete("receipts", [receipt.account, receipt.log, receipt.seq]);
  }
  database.close();
  if (mine.length === all.length) await deleteDB(OLD);
}
