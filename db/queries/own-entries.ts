import type { Transaction } from "../dialects/write-queue.ts";

/** Every id under which an account acts: its own, and the pseudonym of each round, seated or not. */
export async function listAccountActorIds(db: Transaction, accountId: string): Promise<string[]> {
  const accounts = await db.selectFrom("account").select("actor_id").where("id", "=", accountId).execute();
  const pseudonyms = await db
    .selectFrom("pseudonym")
    .select("actor_id")
    .where("account_id", "=", accountId)
    .orderBy("round_id")
    .execute();
  return [...accounts, ...pseudonyms].map((row) => row.actor_id);
}

/** An entry that one of the actors made, or of a type that may be about one of them. */
export interface OwnHead {
  readonly seq: number;
  readonly type: string;
  readonly actorId: string;
  readonly itemId: string | null;
  readonly roundId: string | null;
  readonly caseId: string | null;
}

/** Heads below `before`, newest first; all when it is null. */
export async function listOwnHeads(
  db: Transaction,
  asked: { actorIds: readonly string[]; typesAbout: readonly string[]; before: number | null; limit: number },
): Promise<OwnHead[]> {
  const { actorIds, typesAbout, before, limit } = asked;
  const rows = await db
    .selectFrom("ledger_head")
    .select(["seq", "type", "actor_id", "item_id", "round_id", "case_id"])
    .where("seq", "<", before ?? Number.MAX_SAFE_INTEGER)
    .where((where) => where.or([where("actor_id", "in", [...actorIds]), where("type", "in", [...typesAbout])]))
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type,
    actorId: row.actor_id,
    itemId: row.item_id,
    roundId: row.round_id,
    caseId: row.case_id,
  }));
}

/** How many entries the actors made. */
export async function countOwnEntries(db: Transaction, actorIds: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom("ledger_head")
    .select((expression) => expression.fn.countAll().as("count"))
    .where("actor_id", "in", [...actorIds])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
