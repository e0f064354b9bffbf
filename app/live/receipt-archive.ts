import type { PartName } from "#domain/ledger/commitment.ts";
import type { Receipt } from "#domain/ledger/receipt.ts";

// Every receipt with what was sent, per account and log, in the browser that sent it. They are not encrypted: the key
// would have to come from the server that they are evidence against. What keeps them from the next person at the same
// browser is that pages ask for the receipts of the signed-in account only, and that they can be removed.

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

/** The oldest give way to the newest: about 20 MB at most. */
const RECEIPTS_MAX = 5_000;
const DATABASE = "assay-receipts";
const STORE = "receipts";

/** Keeps a receipt. A browser without storage keeps none, and nothing else changes. */
export async function archiveReceipt(receipt: ArchivedReceipt): Promise<void> {
  await inStore("readwrite", null, async (store) => {
    await toPromise(store.put(receipt));
    const range = rangeOf(receipt);
    let surplus = (await toPromise(store.count(range))) - RECEIPTS_MAX;
    if (surplus <= 0) return;
    const keys = await toPromise(store.getAllKeys(range, surplus));
    for (const key of keys) if (surplus-- > 0) store.delete(key);
  });
}

/** Receipts of an account, ascending by `seq`; empty in a browser that kept none. */
export async function listArchivedReceipts(of: { account: string; log: string }): Promise<ArchivedReceipt[]> {
  return inStore("readonly", [], (store) => toPromise<ArchivedReceipt[]>(store.getAll(rangeOf(of))));
}

/** Takes the receipts of an account out of this browser. */
export async function removeArchivedReceipts(of: { account: string; log: string }): Promise<void> {
  await inStore("readwrite", null, async (store) => {
    await toPromise(store.delete(rangeOf(of)));
  });
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

const rangeOf = ({ account, log }: { account: string; log: string }): IDBKeyRange =>
  IDBKeyRange.bound([account, log, 0], [account, log, Number.MAX_SAFE_INTEGER]);

/** Runs one transaction; `otherwise` when the browser has no storage or refuses it. */
async function inStore<T>(
  mode: IDBTransactionMode,
  otherwise: T,
  act: (store: IDBObjectStore) => Promise<T | void>,
): Promise<T> {
  let database: IDBDatabase | null = null;
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: ["account", "log", "seq"] });
    database = await toPromise(opening);
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const isDone = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("receipt archive: the transaction was ended"));
    });
    const [result] = await Promise.all([act(transaction.objectStore(STORE)), isDone]);
    return result ?? otherwise;
  } catch {
    return otherwise; // No storage, or no room: the receipt was checked all the same.
  } finally {
    database?.close();
  }
}

function toPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("receipt archive: the request failed"));
  });
}
