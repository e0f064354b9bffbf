import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { AssignmentMoveTable, AssignmentPlanTable } from "../schema/assignment-table.ts";
import { canonicalJson } from "../../server/domain/ledger/canonical-json.ts";

/** A block with who scores it now. */
export interface BlockRow {
  readonly entityId: string;
  readonly mainIndex: string;
  readonly panelId: string;
  readonly batchPhase: string;
  readonly itemCount: number;
  /** Null while it is every expert of the panel. */
  readonly assignedActorIds: readonly string[] | null;
}

/** Blocks of a round, or of one entity in it, ordered by entity, then main index, by code units. */
export async function listBlocks(
  db: Transaction,
  { roundId, entityId = null }: { roundId: string; entityId?: string | null },
): Promise<BlockRow[]> {
  let query = db
    .selectFrom("item")
    .innerJoin("batch", "batch.id", "item.batch_id")
    .select(["item.entity_id", "item.main_index", "item.panel_id", "item.assigned", "batch.phase"])
    .select((select) => select.fn.countAll().as("items"))
    .where("item.round_id", "=", roundId)
    .groupBy(["item.entity_id", "item.main_index", "item.panel_id", "item.assigned", "batch.phase"]);
  if (entityId !== null) query = query.where("item.entity_id", "=", entityId);
  const rows = await query.execute();
  return rows
    .map((row) => ({
      entityId: row.entity_id,
      mainIndex: row.main_index,
      panelId: row.panel_id,
      batchPhase: row.phase,
      itemCount: Number(row.items),
      assignedActorIds: row.assigned === null ? null : (JSON.parse(row.assigned) as string[]),
    }))
    .sort((a, b) => compareCodeUnits(a.entityId, b.entityId) || compareCodeUnits(a.mainIndex, b.mainIndex));
}

const compareCodeUnits = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Says who scores a block. @param block.actorIds - in any order. */
export async function setBlock(
  trx: Transaction,
  block: { roundId: string; entityId: string; mainIndex: string; actorIds: readonly string[] },
): Promise<void> {
  await trx
    .updateTable("item")
    .set({ assigned: canonicalJson([...block.actorIds].sort()) })
    .where("round_id", "=", block.roundId)
    .where("entity_id", "=", block.entityId)
    .where("main_index", "=", block.mainIndex)
    .execute();
}

export async function findPlan(db: Transaction, roundId: string): Promise<Selectable<AssignmentPlanTable> | null> {
  return (
    (await db.selectFrom("assignment_plan").selectAll().where("round_id", "=", roundId).executeTakeFirst()) ?? null
  );
}

export async function findMove(db: Transaction, seq: number): Promise<Selectable<AssignmentMoveTable> | null> {
  return (await db.selectFrom("assignment_move").selectAll().where("seq", "=", seq).executeTakeFirst()) ?? null;
}

/** Moves that nobody has confirmed, oldest first. */
export async function listOpenMoves(db: Transaction, roundId: string): Promise<Selectable<AssignmentMoveTable>[]> {
  return db
    .selectFrom("assignment_move")
    .selectAll()
    .where("round_id", "=", roundId)
    .where("done_seq", "is", null)
    .orderBy("seq")
    .execute();
}
