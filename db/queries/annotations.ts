import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { AnnotationTable, MessageTable } from "../schema/annotation-table.ts";
import type { EvidenceTable } from "../schema/evidence-table.ts";

export type AnnotationRow = Selectable<AnnotationTable>;
export type MessageRow = Selectable<MessageTable>;
export type EvidenceRow = Selectable<EvidenceTable>;

export async function findAnnotation(db: Transaction, id: string): Promise<AnnotationRow | null> {
  return (await db.selectFrom("annotation").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Annotations of an item that were not removed, oldest first. */
export async function listAnnotations(db: Transaction, itemId: string): Promise<AnnotationRow[]> {
  return db
    .selectFrom("annotation")
    .selectAll()
    .where("item_id", "=", itemId)
    .where("state", "!=", "removed")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** Annotations by any of some pseudonyms that were not removed, newest first. */
export async function listAnnotationsBy(
  db: Transaction,
  { actorIds, limit }: { actorIds: readonly string[]; limit: number },
): Promise<AnnotationRow[]> {
  if (actorIds.length === 0) return [];
  return db
    .selectFrom("annotation")
    .selectAll()
    .where("actor_id", "in", [...actorIds])
    .where("state", "!=", "removed")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
}

export async function findMessage(db: Transaction, id: string): Promise<MessageRow | null> {
  return (await db.selectFrom("message").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Oldest first; an edited one keeps its place. */
export async function listMessages(db: Transaction, itemId: string): Promise<MessageRow[]> {
  return db.selectFrom("message").selectAll().where("item_id", "=", itemId).orderBy("first_seq").execute();
}

/** Documents of an item with every version of each, in the order of submission. */
export async function listEvidence(db: Transaction, itemId: string): Promise<EvidenceRow[]> {
  return db.selectFrom("evidence").selectAll().where("item_id", "=", itemId).orderBy("position").execute();
}

export async function findEvidence(db: Transaction, id: string): Promise<EvidenceRow | null> {
  return (await db.selectFrom("evidence").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}
