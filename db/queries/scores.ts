import { type Selectable, sql } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { ScoreTable } from "../schema/item-table.ts";
import type { ScoreDetail } from "../../server/domain/scoring/choice.ts";
import { canonicalJson } from "../../server/domain/ledger/canonical-json.ts";
import type { ScoreState, ScoreValue } from "../../server/domain/scoring/value.ts";

export type ScoreRow = Selectable<ScoreTable>;

/** Columns of a value. */
export interface ValueColumns {
  value_state: string;
  milli_points: number | null;
}

export function toValueColumns(value: ScoreValue): ValueColumns {
  return { value_state: value.state, milli_points: value.state === "number" ? value.milliPoints : null };
}

/** What a value follows from. */
export function toDetailColumns({ level, parts, ratio }: ScoreDetail) {
  return {
    level,
    parts: parts === null ? null : canonicalJson(parts),
    ratio: ratio === null ? null : canonicalJson(ratio),
  };
}

/** The same back from its columns. */
export function toScoreDetail(row: Pick<ScoreRow, "level" | "parts" | "ratio">): ScoreDetail {
  return {
    level: row.level,
    parts: row.parts === null ? null : (JSON.parse(row.parts) as string[]),
    ratio: row.ratio === null ? null : (JSON.parse(row.ratio) as { a: number; b: number }),
  };
}

/** The value in two columns, or null while it is sealed. */
export function toScoreValue(state: string | null, milliPoints: number | null): ScoreValue | null {
  if (state === null) return null;
  return state === "number"
    ? { state, milliPoints: milliPoints ?? 0 }
    : { state: state as Exclude<ScoreState, "number"> };
}

/** @param key.caseId - empty for the panel's scores. */
export async function findScore(
  db: Transaction,
  key: { itemId: string; actorId: string; caseId?: string },
): Promise<ScoreRow | null> {
  const row = await db
    .selectFrom("score")
    .selectAll()
    .where("item_id", "=", key.itemId)
    .where("actor_id", "=", key.actorId)
    .where("case_id", "=", key.caseId ?? "")
    .executeTakeFirst();
  return row ?? null;
}

/** The panel's scores of an item that stand (not withdrawn) and count, in the order of sealing. */
export async function listStandingScores(db: Transaction, itemId: string): Promise<ScoreRow[]> {
  return selectCounted(db)
    .where("score.item_id", "=", itemId)
    .where("score.case_id", "=", "")
    .where("score.state", "!=", "withdrawn")
    .orderBy("score.seq")
    .execute();
}

/** A score with the entry in which its author kept it on a later evidence set; null when there is none. */
export type BallotRow = ScoreRow & { reaffirmed_seq: number | null };

/** Panel scores of items with what their authors kept of them. */
export function selectBallots(db: Transaction) {
  return db
    .selectFrom("score")
    .innerJoin("item", "item.id", "score.item_id")
    .leftJoin("reaffirmation", (join) =>
      join.onRef("reaffirmation.item_id", "=", "score.item_id").onRef("reaffirmation.actor_id", "=", "score.actor_id"),
    )
    .selectAll("score")
    .select("reaffirmation.seq as reaffirmed_seq");
}

/**
 * The same without what is on record and does not count: scores of those who have a conflict with the entity since, and
 * of those whose block is somebody else's now.
 */
export function selectCounted(db: Transaction) {
  return selectBallots(db)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("conflict")
            .select("conflict.seq")
            .whereRef("conflict.round_id", "=", "item.round_id")
            .whereRef("conflict.actor_id", "=", "score.actor_id")
            .whereRef("conflict.entity_id", "=", "item.entity_id"),
        ),
      ),
    )
    .where(({ or, eb, ref }) =>
      or([
        eb("item.assigned", "is", null),
        eb("item.assigned", "like", sql<string>`'%"' || ${ref("score.actor_id")} || '"%'`),
      ]),
    );
}

/** Entry of the newest time that an expert kept their seal on a later evidence set; null when there is none. */
export async function findReaffirmation(
  db: Transaction,
  key: { itemId: string; actorId: string },
): Promise<number | null> {
  const row = await db
    .selectFrom("reaffirmation")
    .select("seq")
    .where("item_id", "=", key.itemId)
    .where("actor_id", "=", key.actorId)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/** Standing panel scores of every item of a batch, ascending by `seq`. */
export async function listBatchScores(db: Transaction, batchId: string): Promise<BallotRow[]> {
  return selectBallots(db)
    .where("item.batch_id", "=", batchId)
    .where("score.case_id", "=", "")
    .where("score.state", "!=", "withdrawn")
    .orderBy("score.seq")
    .execute();
}

export async function upsertScore(trx: Transaction, row: ScoreTable): Promise<void> {
  const { item_id: _item, actor_id: _actor, case_id: _case, ...rest } = row;
  await trx
    .insertInto("score")
    .values(row)
    .onConflict((conflict) => conflict.columns(["item_id", "actor_id", "case_id"]).doUpdateSet(rest))
    .execute();
}
