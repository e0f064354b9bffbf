import type { PartName } from "#domain/ledger/commitment.ts";
import type { Receipt } from "#domain/ledger/receipt.ts";
import { findLocalStores, type LocalStores, whenLocalStores } from "./local/local-stores.ts";

// Every receipt with what was sent, per account and log, in the browser that sent it. They are sealed with the key of
// the account: the next person at the same browser cannot read them. The key comes from the server, which they are
// evidence against and which could keep it back: whoever wants to be independent of that saves them as a file.

/** A receipt as it was checked, with everything that opens its commitments. */
export interface ArchivedReceipt extends Receipt {
  /** Account that sent the command. */
  readonly account: string;
  /** Origin of the log. */
  readonly log: string;
  readonly seq: number;
  readonly command: string;
  readonly actor: string;
  /** Key that the checkpoint was verified with. */
  readonly verifierKey: string;
  /** Canonical JSON text of each part. */
  readonly parts: Readonly<Record<PartName, string>>;
  /** 32 bytes each, lower-case hex. */
  readonly salts: Readonly<Record<PartName, string>>;
}

/**
 * One file with all receipts of an account, that anybody can verify and that can bring lost entries back:
 * `{kind: "assay-receipts", v: 1, log, receipts: [{entry, parts, salts, checkpoint, proof}]}`, ascending by `seq`.
 *
 * `entry` is the canonical text of the entry, `parts` and `salts` open its three commitments, `checkpoint` is the
 * signed note of the receipt and `proof` the inclusion proof against it, in Base64.
 */
export interface ReceiptFile {
  readonly kind: "assay-receipts";
  readonly v: 1;
  /** Origin of the log. */
  readonly log: string;
  readonly receipts: readonly (Receipt & Pick<ArchivedReceipt, "parts" | "salts">)[];
}

interface ArchiveOf {
  readonly account: string;
  readonly log: string;
}

/** The oldest give way to the newest: about 20 MB at most. */
const RECEIPTS_MAX = 5_000;

/**
 * Keeps a receipt, at once or when the account's key is here. A browser without storage keeps none, and nothing else
 * changes: the receipt was checked all the same.
 */
export async function archiveReceipt(receipt: ArchivedReceipt): Promise<void> {
  const stores = findLocalStores(receipt.account);
  if (stores !== null) return putReceipt(stores, receipt).catch(() => undefined);
  whenLocalStores(receipt.account, (opened) => void putReceipt(opened, receipt).catch(() => undefined));
}

/** @throws DOMException when there is no room. */
export async function putReceipt({ vault, database }: LocalStores, receipt: ArchivedReceipt): Promise<void> {
  const tag = await vault.toTag(`${receipt.log}\0${receipt.seq}`);
  const box = await vault.seal(receipt, `receipts/${tag}`);
  const transaction = database.transaction("receipts", "readwrite", { durability: "strict" });
  const { store } = transaction;
  const place = await store.index("tag").getKey(tag);
  await store.put(place === undefined ? { tag, box } : { place, tag, box });
  const surplus = (await store.count()) - RECEIPTS_MAX;
  if (surplus > 0) for (const key of await store.getAllKeys(null, surplus)) await store.delete(key);
  await transaction.done;
}

/** Receipts of an account, ascending by `seq`; empty in a browser that kept none, and before its key is here. */
export async function listArchivedReceipts({ account, log }: ArchiveOf): Promise<ArchivedReceipt[]> {
  const stores = findLocalStores(account);
  if (stores === null) return [];
  const { vault, database } = stores;
  const rows = await database.getAll("receipts").catch(() => []);
  const opened = await Promise.all(
    rows.map(({ tag, box }) => vault.open(box, `receipts/${tag}`).catch(() => null) as Promise<ArchivedReceipt | null>),
  );
  return opened
    .filter((receipt): receipt is ArchivedReceipt => receipt !== null && receipt.log === log)
    .sort((a, b) => a.seq - b.seq);
}

/** Takes the receipts of an account out of this browser. */
export async function removeArchivedReceipts({ account, log }: ArchiveOf): Promise<void> {
  const stores = findLocalStores(account);
  if (stores === null) return;
  for (const { seq } of await listArchivedReceipts({ account, log })) {
    const tag = await stores.vault.toTag(`${log}\0${seq}`);
    const place = await stores.database.getKeyFromIndex("receipts", "tag", tag);
    if (place !== undefined) await stores.database.delete("receipts", place);
  }
}

export function toReceiptFile(log: string, receipts: readonly ArchivedReceipt[]): ReceiptFile {
  return {
    kind: "assay-receipts",
    v: 1,
    log,
    receipts: receipts.map(({ entry, parts, salts, checkpoint, proof }) => ({
      entry,
      parts,
      salts,
      checkpoint,
      proof,
    })),
  };
}
