// Where boxes of the vault are kept, page by page, so that they can be sealed anew.
import type { Transaction } from "../dialects/write-queue.ts";

/** Boxes of one row; a column without a box is null. */
export interface SealedRow<K> {
  readonly key: K;
  readonly boxes: Readonly<Record<string, Uint8Array | null>>;
  /** True for a row from before its table was sealed: what it has is no box yet. */
  readonly isPlain?: boolean;
}

/** Rows after a key (null: from the beginning), ascending by key, at most `limit`. */
export async function listPartBoxes(
  db: Transaction,
  after: number | null,
  limit: number,
): Promise<SealedRow<number>[]> {
  const query = db.selectFrom("ledger_part").selectAll().orderBy("seq").limit(limit);
  const rows = await (after === null ? query : query.where("seq", ">", after)).execute();
  return rows.map(({ seq, head, value, text }) => ({ key: seq, boxes: { head, value, text } }));
}

export async function updatePartBoxes(
  trx: Transaction,
  seq: number,
  boxes: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await trx.updateTable("ledger_part").set(boxes).where("seq", "=", seq).execute();
}

/** As `listPartBoxes`, of the snapshots of all documents. */
export async function listSnapshotBoxes(
  db: Transaction,
  after: string | null,
  limit: number,
): Promise<SealedRow<string>[]> {
  const query = db.selectFrom("document").select(["name", "snapshot", "is_sealed"]).orderBy("name").limit(limit);
  const rows = await (after === null ? query : query.where("name", ">", after)).execute();
  return rows.map(({ name, snapshot, is_sealed }) => ({ key: name, boxes: { snapshot }, isPlain: is_sealed === 0 }));
}

export async function updateSnapshotBox(
  trx: Transaction,
  name: string,
  boxes: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await trx
    .updateTable("document")
    .set({ ...boxes, is_sealed: 1 })
    .where("name", "=", name)
    .execute();
}

/** As `listPartBoxes`, of the updates of all documents, each with the name of its document. */
export async function listUpdateBoxes(
  db: Transaction,
  after: number | null,
  limit: number,
): Promise<(SealedRow<number> & { readonly name: string })[]> {
  const query = db.selectFrom("document_update").selectAll().orderBy("id").limit(limit);
  const rows = await (after === null ? query : query.where("id", ">", after)).execute();
  return rows.map(({ id, name, bytes, is_sealed }) => ({ key: id, name, boxes: { bytes }, isPlain: is_sealed === 0 }));
}

export async function updateUpdateBox(
  trx: Transaction,
  id: number,
  boxes: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await trx
    .updateTable("document_update")
    .set({ ...boxes, is_sealed: 1 })
    .where("id", "=", id)
    .execute();
}

/** As `listPartBoxes`, of the kept versions of all documents, each with the name of its document. */
export async function listVersionBoxes(
  db: Transaction,
  after: number | null,
  limit: number,
): Promise<(SealedRow<number> & { readonly name: string })[]> {
  const query = db.selectFrom("document_version").select(["id", "name", "bytes"]).orderBy("id").limit(limit);
  const rows = await (after === null ? query : query.where("id", ">", after)).execute();
  return rows.map(({ id, name, bytes }) => ({ key: id, name, boxes: { bytes } }));
}

export async function updateVersionBox(
  trx: Transaction,
  id: number,
  boxes: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await trx.updateTable("document_version").set(boxes).where("id", "=", id).execute();
}

/** As `listPartBoxes`, of the keys of what browsers keep. */
export async function listLocalKeyBoxes(
  db: Transaction,
  after: string | null,
  limit: number,
): Promise<SealedRow<string>[]> {
  const query = db.selectFrom("local_key").select(["account_id", "box"]).orderBy("account_id").limit(limit);
  const rows = await (after === null ? query : query.where("account_id", ">", after)).execute();
  return rows.map(({ account_id: key, box }) => ({ key, boxes: { box } }));
}

export async function updateLocalKeyBox(
  trx: Transaction,
  accountId: string,
  boxes: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await trx.updateTable("local_key").set(boxes).where("account_id", "=", accountId).execute();
}
