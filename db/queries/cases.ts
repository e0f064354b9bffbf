import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { ReviewCaseTable } from "../schema/review-table.ts";
import type { CaseFacts, CaseState } from "../../server/domain/policy/thing.ts";
import { findAccountId, hasEntryOnItem } from "./actors.ts";
import type { ItemRow } from "./items.ts";

export type CaseRow = Selectable<ReviewCaseTable>;

export async function findCase(db: Transaction, caseId: string): Promise<CaseRow | null> {
  return (await db.selectFrom("review_case").selectAll().where("id", "=", caseId).executeTakeFirst()) ?? null;
}

/** Newest first. */
export async function listCases(db: Transaction, roundId: string): Promise<CaseRow[]> {
  return db.selectFrom("review_case").selectAll().where("round_id", "=", roundId).orderBy("number", "desc").execute();
}

/** What the rules ask of a case, for one asking person: their own stake in it among the rest. */
export async function toCaseFacts(
  db: Transaction,
  given: { row: CaseRow; item: ItemRow; accountId: string },
): Promise<CaseFacts> {
  const { row, item, accountId } = given;
  return {
    item,
    state: row.state as CaseState,
    reviewerId: row.reviewer_id,
    hasReviewerSealed: row.state === "re-scored" || row.state === "proposed" || row.state === "closed",
    proposedByAccountId: row.proposed_by === null ? null : await findAccountId(db, row.proposed_by),
    hasStake: await hasStake(db, { accountId, itemId: item.itemId, entityId: item.entityId }),
  };
}

/** Whether the person has an entry of theirs on the item, or declared a conflict with its entity. */
export async function hasStake(
  db: Transaction,
  given: { accountId: string; itemId: string; entityId: string },
): Promise<boolean> {
  return (await hasEntryOnItem(db, given.accountId, given.itemId)) || (await hasConflict(db, given));
}

/** Whether the person declared a conflict with the entity, in any round. */
export async function hasConflict(db: Transaction, given: { accountId: string; entityId: string }): Promise<boolean> {
  const conflict = await db
    .selectFrom("conflict")
    .innerJoin("pseudonym", "pseudonym.actor_id", "conflict.actor_id")
    .select("conflict.actor_id")
    .where("pseudonym.account_id", "=", given.accountId)
    .where("conflict.entity_id", "=", given.entityId)
    .executeTakeFirst();
  return conflict !== undefined;
}

/** What happened in a case, oldest first; the recomputed index and refused attempts are not among it. */
export async function listCaseActs(
  db: Transaction,
  caseId: string,
): Promise<{ seq: number; type: string; actorId: string; at: string }[]> {
  const rows = await db
    .selectFrom("ledger_head")
    .innerJoin("ledger_entry", "ledger_entry.seq", "ledger_head.seq")
    .select(["ledger_head.seq", "ledger_head.type", "ledger_head.actor_id", "ledger_entry.at"])
    .where("ledger_head.case_id", "=", caseId)
    .where("ledger_head.type", "not in", ["index.computed", "attempt.refused"])
    .orderBy("ledger_head.seq")
    .execute();
  return rows.map(({ actor_id: actorId, ...rest }) => ({ ...rest, actorId }));
}

/** The entry in which the index followed a case's decision; null when the decision changed no input of it. */
export async function findCaseIndexSeq(db: Transaction, caseId: string): Promise<number | null> {
  const row = await db
    .selectFrom("ledger_head")
    .select("seq")
    .where("case_id", "=", caseId)
    .where("type", "=", "index.computed")
    .executeTakeFirst();
  return row?.seq ?? null;
}

export async function nextCaseNumber(db: Transaction, roundId: string): Promise<number> {
  const row = await db
    .selectFrom("review_case")
    .select((select) => select.fn.max("number").as("last"))
    .where("round_id", "=", roundId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}
