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
  return await db
    .selectFrom("review_case")
    .selectAll()
    .where("round_id", "=", roundId)
    .orderBy("number", "desc")
    .execute();
}

/** Newest first. */
export async function listItemCases(db: Transaction, itemId: string): Promise<CaseRow[]> {
  return await db
    .selectFrom("review_case")
    .selectAll()
    .where("item_id", "=", itemId)
    .orderBy("number", "desc")
    .execute();
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
  if (await hasEntryOnItem(db, given.accountId, given.itemId)) return true;
  const conflict = await db
    .selectFrom("conflict")
    .innerJoin("pseudonym", "pseudonym.actor_id", "conflict.actor_id")
    .select("conflict.actor_id")
    .where("pseudonym.account_id", "=", given.accountId)
    .where("conflict.entity_id", "=", given.entityId)
    .executeTakeFirst();
  return conflict !== undefined;
}

export async function nextCaseNumber(db: Transaction, roundId: string): Promise<number> {
  const row = await db
    .selectFrom("review_case")
    .select((select) => select.fn.max("number").as("last"))
    .where("round_id", "=", roundId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}
