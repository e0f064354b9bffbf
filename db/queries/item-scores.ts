import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { MinorityOpinionTable, ScoreChangeTable } from "../schema/item-table.ts";
import type { ScoreRow } from "./scores.ts";

export type ScoreChangeRow = Selectable<ScoreChangeTable>;

/** Changes and confirmations of an opened item, newest first. */
export async function listScoreChanges(db: Transaction, itemId: string): Promise<ScoreChangeRow[]> {
  return db.selectFrom("score_change").selectAll().where("item_id", "=", itemId).orderBy("seq", "desc").execute();
}

/** Minority opinions on the final score that stands, oldest first. */
export async function listOpinions(
  db: Transaction,
  item: { itemId: string; decisionVersion: number },
): Promise<Selectable<MinorityOpinionTable>[]> {
  return db
    .selectFrom("minority_opinion")
    .selectAll()
    .where("item_id", "=", item.itemId)
    .where("decision_version", "=", item.decisionVersion)
    .orderBy("seq")
    .execute();
}

/** Standing panel scores of every item of an entity, ascending by `seq`. */
export async function listEntityScores(
  db: Transaction,
  of: { roundId: string; entityId: string },
): Promise<ScoreRow[]> {
  return db
    .selectFrom("score")
    .innerJoin("item", "item.id", "score.item_id")
    .selectAll("score")
    .where("item.round_id", "=", of.roundId)
    .where("item.entity_id", "=", of.entityId)
    .where("score.case_id", "=", "")
    .where("score.state", "!=", "withdrawn")
    .orderBy("score.seq")
    .execute();
}

/** When an entry was recorded, UTC instant; null for a number that is not in the log. */
export async function findEntryTime(db: Transaction, seq: number): Promise<string | null> {
  const row = await db.selectFrom("ledger_entry").select("at").where("seq", "=", seq).executeTakeFirst();
  return row?.at ?? null;
}

/** Entities that a panel scores, in no stated order. */
export async function listPanelEntities(db: Transaction, panelId: string): Promise<string[]> {
  const rows = await db.selectFrom("round_entity").select("entity_id").where("panel_id", "=", panelId).execute();
  return rows.map((row) => row.entity_id);
}
