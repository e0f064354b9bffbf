import type { Selectable, Updateable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { UploadTable } from "../schema/evidence-table.ts";

export type UploadRow = Selectable<UploadTable>;

export async function insertUpload(trx: Transaction, row: UploadTable): Promise<void> {
  await trx.insertInto("upload").values(row).execute();
}

export async function findUpload(db: Transaction, id: string): Promise<UploadRow | null> {
  return (await db.selectFrom("upload").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Every upload, oldest first. */
export async function listUploads(db: Transaction): Promise<UploadRow[]> {
  return db.selectFrom("upload").selectAll().orderBy("created_at").orderBy("id").execute();
}

/** Uploads for an item that were not submitted, oldest first. */
export async function listItemUploads(db: Transaction, itemId: string): Promise<UploadRow[]> {
  const rows = db.selectFrom("upload").leftJoin("evidence", "evidence.id", "upload.id").selectAll("upload");
  return rows
    .where("upload.item_id", "=", itemId)
    .where("evidence.id", "is", null)
    .orderBy("upload.created_at")
    .orderBy("upload.id")
    .execute();
}

export async function updateUpload(trx: Transaction, id: string, changes: Updateable<UploadTable>): Promise<void> {
  await trx.updateTable("upload").set(changes).where("id", "=", id).execute();
}

/** All bytes are here. Changes nothing of one that was read since. */
export async function completeUpload(trx: Transaction, id: string): Promise<void> {
  const received = trx.updateTable("upload").set({ state: "reading" }).where("state", "=", "receiving");
  await received.where("id", "=", id).execute();
}

export async function deleteUpload(trx: Transaction, id: string): Promise<void> {
  await trx.deleteFrom("upload").where("id", "=", id).execute();
}

/** Ids of uploads that became documents. */
export async function listSubmittedUploads(db: Transaction): Promise<string[]> {
  const rows = await db
    .selectFrom("upload")
    .innerJoin("evidence", "evidence.id", "upload.id")
    .select("upload.id")
    .execute();
  return rows.map((row) => row.id);
}
