import type { Transaction } from "../dialects/write-queue.ts";
import { type Actor, type Role, ROLES, type Seat } from "../../server/domain/policy/actor.ts";

/** The person with roles and seats as they are now; null when there is no such account. */
export async function findActor(db: Transaction, accountId: string): Promise<Actor | null> {
  const account = await db
    .selectFrom("account")
    .select(["id", "actor_id", "entity_id"])
    .where("id", "=", accountId)
    .executeTakeFirst();
  if (account === undefined) return null;
  const roles = await db.selectFrom("account_role").select("role").where("account_id", "=", accountId).execute();
  return {
    accountId: account.id,
    actorId: account.actor_id,
    entityId: account.entity_id,
    roles: roles.map((row) => row.role).filter((role): role is Role => ROLES.includes(role as Role)),
    seats: await listSeats(db, accountId),
  };
}

async function listSeats(db: Transaction, accountId: string): Promise<Seat[]> {
  const rows = await db
    .selectFrom("pseudonym")
    .innerJoin("panel_member", "panel_member.actor_id", "pseudonym.actor_id")
    .innerJoin("panel", "panel.id", "panel_member.panel_id")
    .leftJoin("interest", (join) =>
      join.onRef("interest.actor_id", "=", "pseudonym.actor_id").onRef("interest.round_id", "=", "panel.round_id"),
    )
    .select(["pseudonym.actor_id", "panel.id as panel_id", "panel.number", "panel.round_id"])
    .select(["panel_member.duty", "panel_member.letter", "interest.expires_at"])
    .where("pseudonym.account_id", "=", accountId)
    .orderBy("panel.id")
    .execute();
  const actorIds = rows.map((row) => row.actor_id);
  const conflicts =
    actorIds.length === 0
      ? []
      : await db.selectFrom("conflict").select(["actor_id", "entity_id"]).where("actor_id", "in", actorIds).execute();
  return rows.map((row) => ({
    roundId: row.round_id,
    panelId: row.panel_id,
    panelNumber: row.number,
    actorId: row.actor_id,
    duty: toDuty(row.duty),
    isDeputy: row.duty === "deputy",
    letter: row.letter,
    interestExpiresAt: row.expires_at,
    conflictEntityIds: conflicts.filter((one) => one.actor_id === row.actor_id).map((one) => one.entity_id),
  }));
}

/** A deputy chair sits beside the chair: neither scores. */
const toDuty = (duty: string): "expert" | "chair" => (duty === "expert" ? "expert" : "chair");

/** The account behind a pseudonym or an account's own actor id; null for `system` and unknown ids. */
export async function findAccountId(db: Transaction, actorId: string): Promise<string | null> {
  const own = await db.selectFrom("account").select("id").where("actor_id", "=", actorId).executeTakeFirst();
  if (own !== undefined) return own.id;
  const seat = await db.selectFrom("pseudonym").select("account_id").where("actor_id", "=", actorId).executeTakeFirst();
  return seat?.account_id ?? null;
}

/** How a panel member appears to others. */
export interface MemberFace {
  readonly actorId: string;
  readonly panelId: string;
  readonly panelNumber: number;
  readonly duty: "expert" | "chair";
  readonly letter: string;
}

/** Members of a round's panels by pseudonym, ordered by panel and letter. */
export async function listMembers(db: Transaction, roundId: string): Promise<MemberFace[]> {
  const rows = await db
    .selectFrom("panel_member")
    .innerJoin("panel", "panel.id", "panel_member.panel_id")
    .select(["panel_member.actor_id", "panel.id as panel_id", "panel.number"])
    .select(["panel_member.duty", "panel_member.letter"])
    .where("panel.round_id", "=", roundId)
    .orderBy("panel.number")
    .orderBy("panel_member.letter")
    .execute();
  return rows.map((row) => ({
    actorId: row.actor_id,
    panelId: row.panel_id,
    panelNumber: row.number,
    duty: toDuty(row.duty),
    letter: row.letter,
  }));
}

/** Whether any of the person's pseudonyms has an entry on the item: who has, looks at it with eyes not fresh. */
export async function hasEntryOnItem(db: Transaction, accountId: string, itemId: string): Promise<boolean> {
  const row = await db
    .selectFrom("ledger_head")
    .leftJoin("pseudonym", "pseudonym.actor_id", "ledger_head.actor_id")
    .leftJoin("account", "account.actor_id", "ledger_head.actor_id")
    .select("ledger_head.seq")
    .where("ledger_head.item_id", "=", itemId)
    // Handling a case is no stake in it; having scored the item again for an earlier one is.
    .where((where) =>
      where.or([where("ledger_head.case_id", "is", null), where("ledger_head.type", "=", "score.sealed")]),
    )
    .where((where) => where.or([where("pseudonym.account_id", "=", accountId), where("account.id", "=", accountId)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
