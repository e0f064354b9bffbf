import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { BatchTable, ItemTable } from "../schema/round-table.ts";
import type { RoundPolicy } from "../../server/domain/event/round-events.ts";
import type { RoundPhase } from "../../server/domain/event/process-events.ts";
import type { BatchPhase, ItemFacts, ItemState } from "../../server/domain/policy/thing.ts";

/** An item with what the rules ask of it. */
export interface ItemRow extends ItemFacts {
  readonly batchId: string;
  readonly indicator: string;
  readonly mainIndex: string;
  readonly rubricHash: string;
  /** Entry that changed its rubric after the opening of the round; null for none. */
  readonly rubricSeq: number | null;
  readonly evidenceSet: string | null;
  /** Entry that froze that set. */
  readonly evidenceSetSeq: number | null;
  /** Request for a supplement that is open, also when its date has passed. */
  readonly supplementId: string | null;
  readonly decisionVersion: number;
  /** When the phase of its batch is due, UTC instant. */
  readonly batchDueAt: string;
  /** After each due date of the round, for all. */
  readonly graceHours: number;
}

/** States of a case in which its item is under review. */
export const OPEN_CASE_STATES = ["opened", "admissible", "re-review", "re-scored", "proposed"] as const;

function selectItems(db: Transaction) {
  return db
    .selectFrom("item")
    .innerJoin("batch", "batch.id", "item.batch_id")
    .innerJoin("round", "round.id", "item.round_id")
    .leftJoin("review_case", (join) =>
      join.onRef("review_case.item_id", "=", "item.id").on("review_case.state", "in", [...OPEN_CASE_STATES]),
    )
    .leftJoin("supplement", (join) =>
      join.onRef("supplement.item_id", "=", "item.id").on("supplement.state", "=", "open"),
    )
    .selectAll("item")
    .select(["batch.phase as batch_phase", "round.phase as round_phase", "review_case.reviewer_id"])
    .select(["batch.due_at as batch_due_at", "round.policy as round_policy"])
    .select(["supplement.id as supplement_id", "supplement.until as supplement_until"])
    .select(({ selectFrom }) =>
      selectFrom("panel_member")
        .innerJoin("conflict", "conflict.actor_id", "panel_member.actor_id")
        .select((select) => select.fn.countAll().as("count"))
        .whereRef("panel_member.panel_id", "=", "item.panel_id")
        .where("panel_member.duty", "=", "chair")
        .whereRef("conflict.round_id", "=", "item.round_id")
        .whereRef("conflict.entity_id", "=", "item.entity_id")
        .as("bound_chairs"),
    );
}

type JoinedItem = Selectable<ItemTable> & {
  batch_phase: string;
  round_phase: string;
  reviewer_id: string | null;
  batch_due_at: string;
  round_policy: string | null;
  supplement_id: string | null;
  supplement_until: string | null;
  bound_chairs: string | number | bigint | null;
};

function toItem(row: JoinedItem): ItemRow {
  return {
    itemId: row.id,
    roundId: row.round_id,
    panelId: row.panel_id,
    entityId: row.entity_id,
    roundPhase: row.round_phase as RoundPhase,
    batchPhase: row.batch_phase as BatchPhase,
    state: row.state as ItemState,
    assignedActorIds: row.assigned === null ? null : (JSON.parse(row.assigned) as string[]),
    isChairBound: Number(row.bound_chairs) > 0,
    reviewerId: row.reviewer_id,
    batchId: row.batch_id,
    indicator: row.indicator,
    mainIndex: row.main_index,
    rubricHash: row.rubric_hash,
    rubricSeq: row.rubric_seq,
    evidenceSet: row.evidence_set,
    evidenceSetSeq: row.evidence_set_seq,
    supplementId: row.supplement_id,
    supplementUntil: row.supplement_until,
    decisionVersion: row.decision_version,
    batchDueAt: row.batch_due_at,
    graceHours: row.round_policy === null ? 0 : (JSON.parse(row.round_policy) as RoundPolicy).graceHours,
  };
}

export async function findItem(db: Transaction, itemId: string): Promise<ItemRow | null> {
  const row = await selectItems(db).where("item.id", "=", itemId).executeTakeFirst();
  return row === undefined ? null : toItem(row);
}

/** Ordered by entity, then indicator, by code units whatever the database's order: entries hold lists in this one. */
export async function listBatchItems(db: Transaction, batchId: string): Promise<ItemRow[]> {
  const rows = await selectItems(db).where("item.batch_id", "=", batchId).execute();
  return rows
    .sort((a, b) => compareCodeUnits(a.entity_id, b.entity_id) || compareCodeUnits(a.indicator, b.indicator))
    .map(toItem);
}

const compareCodeUnits = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Ordered by entity, then indicator. */
export async function listPanelItems(db: Transaction, panelId: string): Promise<ItemRow[]> {
  const rows = await selectItems(db)
    .where("item.panel_id", "=", panelId)
    .orderBy("item.entity_id")
    .orderBy("item.indicator")
    .execute();
  return rows.map(toItem);
}

/**
 * Items of a member's panel, and those of other panels on which they are a guest; ordered by entity, then indicator.
 */
export async function listMemberItems(
  db: Transaction,
  { panelId, actorId }: { panelId: string; actorId: string },
): Promise<ItemRow[]> {
  const rows = await selectItems(db)
    .where((where) =>
      where.or([where("item.panel_id", "=", panelId), where("item.assigned", "like", `%"${actorId}"%`)]),
    )
    .orderBy("item.entity_id")
    .orderBy("item.indicator")
    .execute();
  return rows.map(toItem);
}

/** Every item of the round, ordered by entity, then indicator. */
export async function listRoundItems(db: Transaction, roundId: string): Promise<ItemRow[]> {
  const rows = await selectItems(db)
    .where("item.round_id", "=", roundId)
    .orderBy("item.entity_id")
    .orderBy("item.indicator")
    .execute();
  return rows.map(toItem);
}

export async function setItemState(trx: Transaction, itemId: string, state: ItemState): Promise<void> {
  await trx.updateTable("item").set({ state }).where("id", "=", itemId).execute();
}

export async function findBatch(db: Transaction, batchId: string): Promise<Selectable<BatchTable> | null> {
  return (await db.selectFrom("batch").selectAll().where("id", "=", batchId).executeTakeFirst()) ?? null;
}

/** Ordered by panel, then main index. */
export async function listBatches(db: Transaction, roundId: string): Promise<Selectable<BatchTable>[]> {
  return db.selectFrom("batch").selectAll().where("round_id", "=", roundId).orderBy("id").execute();
}
