import type { Transaction } from "../dialects/write-queue.ts";

/** How many notes of an actor stand on each item; items without one are left out. */
export async function countOwnNotes(db: Transaction, actorId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("annotation")
    .select((select) => ["item_id", select.fn.countAll().as("notes")])
    .where("actor_id", "=", actorId)
    .where("state", "!=", "removed")
    .groupBy("item_id")
    .execute();
  return new Map(rows.map((row) => [row.item_id, Number(row.notes)]));
}

/** One entry that an actor made about an item. */
export interface OwnActRow {
  readonly seq: number;
  readonly type: string;
  readonly itemId: string;
  /** UTC instant, ISO 8601. */
  readonly at: string;
}

/** What an actor did on items, newest first, `limit` entries at most. */
export async function listOwnItemActs(db: Transaction, actorId: string, limit: number): Promise<OwnActRow[]> {
  const rows = await db
    .selectFrom("ledger_head")
    .innerJoin("ledger_entry", "ledger_entry.seq", "ledger_head.seq")
    .select(["ledger_head.seq", "ledger_head.type", "ledger_head.item_id", "ledger_entry.at"])
    .where("ledger_head.actor_id", "=", actorId)
    .where("ledger_head.item_id", "is not", null)
    .orderBy("ledger_head.seq", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ seq, type, item_id, at }) => ({ seq, type, itemId: item_id as string, at }));
}

/** The entry by which an actor declared their interests in a round; null before it. */
export async function findDeclaration(
  db: Transaction,
  { roundId, actorId }: { roundId: string; actorId: string },
): Promise<{ seq: number; at: string } | null> {
  const row = await db
    .selectFrom("interest")
    .innerJoin("ledger_entry", "ledger_entry.seq", "interest.seq")
    .select(["interest.seq", "ledger_entry.at"])
    .where("interest.round_id", "=", roundId)
    .where("interest.actor_id", "=", actorId)
    .executeTakeFirst();
  return row ?? null;
}
