import type { CompiledQuery } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";

/** A shared document as it is stored. */
export interface DocumentRow {
  readonly epoch: string;
  /** Everything up to row `snapshotId` merged; null before the first compaction. */
  readonly snapshot: Uint8Array | null;
  /** 0 before the first compaction. */
  readonly snapshotId: number;
  /** Whether the snapshot is a box of the vault. */
  readonly isSealed: boolean;
}

export async function findDocument(db: Transaction, name: string): Promise<DocumentRow | null> {
  const row = await db
    .selectFrom("document")
    .select(["epoch", "snapshot", "snapshot_id", "is_sealed"])
    .where("name", "=", name)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { epoch: row.epoch, snapshot: row.snapshot, snapshotId: row.snapshot_id, isSealed: row.is_sealed === 1 };
}

/** Does nothing when the document exists. */
export async function insertDocument(trx: Transaction, name: string, epoch: string): Promise<void> {
  await trx
    .insertInto("document")
    .values({ name, epoch, snapshot: null, snapshot_id: 0, is_sealed: 1 })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** Takes away all that a document says, for ever: what follows is another life of it. @param epoch - of that life. */
export async function emptyDocument(trx: Transaction, name: string, epoch: string): Promise<void> {
  await trx.deleteFrom("document_update").where("name", "=", name).execute();
  await trx.updateTable("document").set({ epoch, snapshot: null }).where("name", "=", name).execute();
}

/** Rows after the snapshot, ascending, with whether each is a box of the vault. */
export async function listDocumentUpdates(
  db: Transaction,
  name: string,
  afterId: number,
): Promise<{ id: number; bytes: Uint8Array; isSealed: boolean }[]> {
  const rows = await db
    .selectFrom("document_update")
    .select(["id", "bytes", "is_sealed"])
    .where("name", "=", name)
    .where("id", ">", afterId)
    .orderBy("id")
    .execute();
  return rows.map(({ id, bytes, is_sealed }) => ({ id, bytes, isSealed: is_sealed === 1 }));
}

/** By connection: it runs with every letter, and compiling it takes longer than running it. */
const updateInserts = new WeakMap<Transaction, CompiledQuery>();

/** @param bytes - a box of the vault. */
export async function insertDocumentUpdate(trx: Transaction, name: string, bytes: Uint8Array): Promise<void> {
  const known = updateInserts.get(trx);
  const insert = known ?? trx.insertInto("document_update").values({ name, bytes, is_sealed: 1 }).compile();
  if (known === undefined) updateInserts.set(trx, insert);
  await trx.executeQuery({ ...insert, parameters: [name, bytes, 1] });
}

/** Client ids of a document and the account that each belongs to, in no stated order. */
export async function listDocumentClients(
  db: Transaction,
  name: string,
): Promise<{ clientId: number; accountId: string }[]> {
  const rows = await db
    .selectFrom("document_client")
    .select(["client_id", "account_id"])
    .where("name", "=", name)
    .execute();
  return rows.map((row) => ({ clientId: row.client_id, accountId: row.account_id }));
}

/** Fails when a client id has an owner already. */
export async function insertDocumentClients(
  trx: Transaction,
  name: string,
  clients: readonly { clientId: number; accountId: string }[],
): Promise<void> {
  if (clients.length === 0) return;
  const rows = clients.map(({ clientId, accountId }) => ({ name, client_id: clientId, account_id: accountId }));
  await trx.insertInto("document_client").values(rows).execute();
}

/**
 * Puts a snapshot in the place of the rows that it merges.
 *
 * @param epoch - the life that it was made of. @param from - the snapshot that it was made from.
 * @param to - the last row merged. @param snapshot - a box.
 * @returns false when another compaction, or another life, came first: nothing was changed.
 */
export async function replaceDocumentSnapshot(
  trx: Transaction,
  name: string,
  { epoch, from, to, snapshot }: { epoch: string; from: number; to: number; snapshot: Uint8Array },
): Promise<boolean> {
  const result = await trx
    .updateTable("document")
    .set({ snapshot, snapshot_id: to, is_sealed: 1 })
    .where("name", "=", name)
    .where("epoch", "=", epoch)
    .where("snapshot_id", "=", from)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await trx.deleteFrom("document_update").where("name", "=", name).where("id", "<=", to).execute();
  return true;
}
