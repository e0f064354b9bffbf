import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { ConflictProposalTable } from "../schema/assignment-table.ts";
import type { ConflictTable } from "../schema/round-table.ts";

/** A person in a round and an entity of it. */
export interface ConflictPlace {
  readonly roundId: string;
  readonly actorId: string;
  readonly entityId: string;
}

/** Whether somebody has sealed anything in a round; withdrawn seals were sealed too. */
export async function hasSealed(db: Transaction, { roundId, actorId }: Omit<ConflictPlace, "entityId">) {
  const row = await db
    .selectFrom("score")
    .innerJoin("item", "item.id", "score.item_id")
    .select("score.seq")
    .where("item.round_id", "=", roundId)
    .where("score.actor_id", "=", actorId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findConflict(db: Transaction, place: ConflictPlace): Promise<Selectable<ConflictTable> | null> {
  const row = await db
    .selectFrom("conflict")
    .selectAll()
    .where("round_id", "=", place.roundId)
    .where("actor_id", "=", place.actorId)
    .where("entity_id", "=", place.entityId)
    .executeTakeFirst();
  return row ?? null;
}

/** Conflicts of a round, ordered by actor, then entity. */
export async function listRoundConflicts(db: Transaction, roundId: string): Promise<Selectable<ConflictTable>[]> {
  return db
    .selectFrom("conflict")
    .selectAll()
    .where("round_id", "=", roundId)
    .orderBy("actor_id")
    .orderBy("entity_id")
    .execute();
}

export async function findConflictProposal(
  db: Transaction,
  seq: number,
): Promise<Selectable<ConflictProposalTable> | null> {
  return (await db.selectFrom("conflict_proposal").selectAll().where("seq", "=", seq).executeTakeFirst()) ?? null;
}

/** Proposals that nobody has confirmed and whose conflict does not stand yet, oldest first. */
export async function listOpenProposals(
  db: Transaction,
  roundId: string,
): Promise<Selectable<ConflictProposalTable>[]> {
  return db
    .selectFrom("conflict_proposal")
    .selectAll()
    .where("round_id", "=", roundId)
    .where("done_seq", "is", null)
    .orderBy("seq")
    .execute();
}

/** When the declarations of a round lapse, by actor. */
export async function listDeclarations(db: Transaction, roundId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("interest")
    .select(["actor_id", "expires_at"])
    .where("round_id", "=", roundId)
    .execute();
  return new Map(rows.map((row) => [row.actor_id, row.expires_at]));
}

/** Entities that somebody works for, of a round: the account's own, and what it was merged into. */
export async function listAffiliations(
  db: Transaction,
  { roundId, accountId }: { roundId: string; accountId: string },
): Promise<string[]> {
  const account = await db.selectFrom("account").select("entity_id").where("id", "=", accountId).executeTakeFirst();
  const own = account?.entity_id ?? null;
  if (own === null) return [];
  const merged = await db.selectFrom("merger").select("entity_id").where("predecessor_id", "=", own).execute();
  const rows = await db
    .selectFrom("round_entity")
    .select("entity_id")
    .where("round_id", "=", roundId)
    .where("entity_id", "in", [own, ...merged.map((row) => row.entity_id)])
    .execute();
  return rows.map((row) => row.entity_id);
}
