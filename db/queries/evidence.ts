import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type * as Table from "../schema/evidence-table.ts";

export type ExplanationRow = Selectable<Table.ExplanationTable>;
export type SupplementRow = Selectable<Table.SupplementTable>;
export type CompletenessRow = Selectable<Table.CompletenessTable>;
export type StoredFileRow = Omit<Selectable<Table.ExtractionTable>, "document">;

const STORED = [
  "extraction.sha256",
  "extraction.extraction_hash",
  "extraction.format",
  "extraction.byte_count",
  "extraction.page_count",
  "extraction.signatures",
] as const;

/** What is known of a file that was kept and read, without its text; null when none has this hash. */
export async function findStoredFile(db: Transaction, sha256: string): Promise<StoredFileRow | null> {
  return (await db.selectFrom("extraction").select(STORED).where("sha256", "=", sha256).executeTakeFirst()) ?? null;
}

/** The same of a file that this agency has sent; null for everybody else's files and for none alike. */
export async function findSentFile(
  db: Transaction,
  { sha256, entityId }: { sha256: string; entityId: string },
): Promise<StoredFileRow | null> {
  const row = await db
    .selectFrom("extraction")
    .innerJoin("file_sender", "file_sender.sha256", "extraction.sha256")
    .select(STORED)
    .where("extraction.sha256", "=", sha256)
    .where("file_sender.entity_id", "=", entityId)
    .executeTakeFirst();
  return row ?? null;
}

/** Notes that an agency has sent a file; again changes nothing. */
export async function insertFileSender(trx: Transaction, row: Table.FileSenderTable): Promise<void> {
  await trx
    .insertInto("file_sender")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The explanation that stands on an item; null without one. */
export async function findExplanation(db: Transaction, itemId: string): Promise<ExplanationRow | null> {
  return (await listExplanations(db, itemId)).at(-1) ?? null;
}

/** Every explanation of an item, oldest first. */
export async function listExplanations(db: Transaction, itemId: string): Promise<ExplanationRow[]> {
  return db.selectFrom("explanation").selectAll().where("item_id", "=", itemId).orderBy("seq").execute();
}

/** Requests for supplements of an item, oldest first. */
export async function listSupplements(db: Transaction, itemId: string): Promise<SupplementRow[]> {
  return db.selectFrom("supplement").selectAll().where("item_id", "=", itemId).orderBy("seq").execute();
}

/** The request that is open on an item, also when its date has passed; null without one. */
export async function findOpenSupplement(db: Transaction, itemId: string): Promise<SupplementRow | null> {
  const row = await db
    .selectFrom("supplement")
    .selectAll()
    .where("item_id", "=", itemId)
    .where("state", "=", "open")
    .executeTakeFirst();
  return row ?? null;
}

/** Ends whatever request is open on an item. */
export async function closeSupplements(trx: Transaction, itemId: string): Promise<void> {
  const open = trx.updateTable("supplement").set({ state: "closed" }).where("item_id", "=", itemId);
  await open.where("state", "=", "open").execute();
}

/** What the support team found of an item; null before it has looked. */
export async function findCompleteness(db: Transaction, itemId: string): Promise<CompletenessRow | null> {
  return (await db.selectFrom("completeness").selectAll().where("item_id", "=", itemId).executeTakeFirst()) ?? null;
}

/**
 * Items of a batch that an opening has to wait for: more evidence was asked for and its date is to come, or something
 * was handed in that no frozen set has.
 *
 * @param now - UTC instant, ISO 8601.
 * @returns ids in the order of code units.
 */
export async function listUnsettledItems(db: Transaction, batchId: string, now: string): Promise<string[]> {
  const asked = await db
    .selectFrom("supplement")
    .innerJoin("item", "item.id", "supplement.item_id")
    .select("item.id")
    .where("item.batch_id", "=", batchId)
    .where("supplement.state", "=", "open")
    .where("supplement.until", ">", now)
    .execute();
  const added = await db
    .selectFrom("evidence")
    .innerJoin("item", "item.id", "evidence.item_id")
    .select("item.id")
    .where("item.batch_id", "=", batchId)
    .where("evidence.is_frozen", "=", 0)
    .execute();
  const explained = await db
    .selectFrom("explanation")
    .innerJoin("item", "item.id", "explanation.item_id")
    .select("item.id")
    .where("item.batch_id", "=", batchId)
    .whereRef("explanation.seq", ">", "item.evidence_set_seq")
    .execute();
  return [...new Set([...asked, ...added, ...explained].map((row) => row.id))].sort();
}
