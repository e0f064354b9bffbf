import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { DecisionTable } from "../schema/item-table.ts";

export type DecisionRow = Selectable<DecisionTable>;

/** Every final score that an item has had, oldest first; empty before the first. */
export async function listDecisions(db: Transaction, itemId: string): Promise<DecisionRow[]> {
  return db.selectFrom("decision").selectAll().where("item_id", "=", itemId).orderBy("version").execute();
}

/** The final scores of an entity that stand, one an item, in no stated order. */
export async function listStandingDecisions(
  db: Transaction,
  of: { roundId: string; entityId: string },
): Promise<DecisionRow[]> {
  return db
    .selectFrom("decision")
    .innerJoin("item", (join) =>
      join.onRef("item.id", "=", "decision.item_id").onRef("item.decision_version", "=", "decision.version"),
    )
    .selectAll("decision")
    .where("item.round_id", "=", of.roundId)
    .where("item.entity_id", "=", of.entityId)
    .execute();
}

/** Number of the round's newest entry that made a score final; null before the first. */
export async function findNewestDecision(db: Transaction, roundId: string): Promise<number | null> {
  const row = await db
    .selectFrom("decision")
    .innerJoin("item", "item.id", "decision.item_id")
    .select("decision.seq")
    .where("item.round_id", "=", roundId)
    .orderBy("decision.seq", "desc")
    .executeTakeFirst();
  return row?.seq ?? null;
}

/** Items of a round that entries `from ≤ seq < to` made final, newest first, at most `limit`. */
export async function listDecidedItems(
  db: Transaction,
  { roundId, from, to, limit }: { roundId: string; from: number; to: number; limit: number },
): Promise<string[]> {
  const query = db
    .selectFrom("decision")
    .innerJoin("item", "item.id", "decision.item_id")
    .select("decision.item_id")
    .where("item.round_id", "=", roundId)
    .where("decision.seq", ">=", from)
    .where("decision.seq", "<", to);
  return (await query.orderBy("decision.seq", "desc").limit(limit).execute()).map((row) => row.item_id);
}
