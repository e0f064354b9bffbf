import type { Transaction } from "../dialects/write-queue.ts";
import type { Head } from "../../server/domain/event/head.ts";

/** Whether any of some pseudonyms has recorded a first choice, or a seal, on an item. */
export async function hasFirstChoice(db: Transaction, itemId: string, actorIds: readonly string[]): Promise<boolean> {
  if (actorIds.length === 0) return false;
  const row = await db
    .selectFrom("first_choice")
    .select("seq")
    .where("item_id", "=", itemId)
    .where("actor_id", "in", [...actorIds])
    .executeTakeFirst();
  return row !== undefined;
}

/** Items on which a pseudonym has recorded a first choice, in no stated order. */
export async function listChosenItems(db: Transaction, actorId: string): Promise<string[]> {
  const rows = await db.selectFrom("first_choice").select("item_id").where("actor_id", "=", actorId).execute();
  return rows.map((row) => row.item_id);
}

/** Marks the first choice of the act's actor on its item; a later one changes nothing. */
export async function insertFirstChoice(
  trx: Transaction,
  { head }: { head: Pick<Head, "item" | "actor"> },
  seq: number,
): Promise<void> {
  await trx
    .insertInto("first_choice")
    .values({ item_id: head.item as string, actor_id: head.actor, seq })
    .onConflict((conflict) => conflict.columns(["item_id", "actor_id"]).doNothing())
    .execute();
}
