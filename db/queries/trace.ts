import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { AnnotationTable } from "../schema/annotation-table.ts";
import type { DecisionTable } from "../schema/item-table.ts";
import type { LedgerHeadTable } from "../schema/ledger-table.ts";

/** Final scores that stand, of every item of a round; in no stated order. */
export async function listRoundDecisions(db: Transaction, roundId: string): Promise<Selectable<DecisionTable>[]> {
  return db
    .selectFrom("decision")
    .innerJoin("item", (join) =>
      join.onRef("item.id", "=", "decision.item_id").onRef("item.decision_version", "=", "decision.version"),
    )
    .selectAll("decision")
    .where("item.round_id", "=", roundId)
    .execute();
}

/** What an item went through: its own entries and the opening of its batch, ascending by `seq`. */
export async function listTraceHeads(
  db: Transaction,
  { itemId, openedSeq }: { itemId: string; openedSeq: number | null },
): Promise<Selectable<LedgerHeadTable>[]> {
  return db
    .selectFrom("ledger_head")
    .selectAll()
    .where((where) => where.or([where("item_id", "=", itemId), where("seq", "=", openedSeq ?? -1)]))
    .orderBy("seq")
    .execute();
}

/** Public entries by `seq`, ascending. */
export async function listEntriesAt(
  db: Transaction,
  seqs: readonly number[],
): Promise<{ seq: number; at: string; entry: string; leafHash: Uint8Array }[]> {
  if (seqs.length === 0) return [];
  const rows = await db.selectFrom("ledger_entry").selectAll().where("seq", "in", seqs).orderBy("seq").execute();
  return rows.map(({ seq, at, entry, leaf_hash }) => ({ seq, at, entry, leafHash: leaf_hash }));
}

/** Annotations of an item that were not removed, by id. */
export async function findItemAnnotations(
  db: Transaction,
  itemId: string,
): Promise<ReadonlyMap<string, Selectable<AnnotationTable>>> {
  const rows = await db
    .selectFrom("annotation")
    .selectAll()
    .where("item_id", "=", itemId)
    .where("state", "!=", "removed")
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Accounts with their roles under their actor id, in the order in which they were made. */
export async function listAccountRoles(db: Transaction): Promise<{ actorId: string; roles: string[] }[]> {
  const accounts = await db
    .selectFrom("account")
    .select(["id", "actor_id"])
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const roles = await db.selectFrom("account_role").selectAll().execute();
  return accounts.map(({ id, actor_id }) => ({
    actorId: actor_id,
    roles: roles.filter((row) => row.account_id === id).map((row) => row.role),
  }));
}
