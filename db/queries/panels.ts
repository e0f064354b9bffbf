import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { EvidenceTable } from "../schema/evidence-table.ts";
import type { PanelTable } from "../schema/round-table.ts";
import type { ScoreValue } from "../../server/domain/scoring/value.ts";
import { type BallotRow, selectCounted, toScoreValue } from "./scores.ts";

export type PanelRow = Selectable<PanelTable>;

export async function findPanel(db: Transaction, panelId: string): Promise<PanelRow | null> {
  return (await db.selectFrom("panel").selectAll().where("id", "=", panelId).executeTakeFirst()) ?? null;
}

/** Ordered by number. */
export async function listPanels(db: Transaction, roundId: string): Promise<PanelRow[]> {
  return db.selectFrom("panel").selectAll().where("round_id", "=", roundId).orderBy("number").execute();
}

/** Standing panel scores that count of every item of a panel, by item, each list in the order of sealing. */
export async function listPanelScores(db: Transaction, panelId: string): Promise<ReadonlyMap<string, BallotRow[]>> {
  const rows = await selectCounted(db)
    .where("item.panel_id", "=", panelId)
    .where("score.case_id", "=", "")
    .where("score.state", "!=", "withdrawn")
    .orderBy("score.seq")
    .execute();
  return groupByItem(rows);
}

/** Questions that the panel can see and nobody has resolved, by item; items without one are left out. */
export async function countPanelQuestions(db: Transaction, panelId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("annotation")
    .innerJoin("item", "item.id", "annotation.item_id")
    .select((select) => ["annotation.item_id", select.fn.countAll().as("questions")])
    .where("item.panel_id", "=", panelId)
    .where("annotation.state", "=", "panel")
    .where("annotation.kind", "=", "question")
    .where("annotation.is_resolved", "=", 0)
    .where("annotation.hidden_seq", "is", null)
    .groupBy("annotation.item_id")
    .execute();
  return new Map(rows.map((row) => [row.item_id, Number(row.questions)]));
}

/** Final scores of a panel that stand, by item. */
export async function listPanelDecisions(db: Transaction, panelId: string): Promise<ReadonlyMap<string, ScoreValue>> {
  return toValues(await selectDecisions(db).where("item.panel_id", "=", panelId).execute());
}

/** Entries of a panel's final scores that stand, by item. */
export async function listPanelDecisionEntries(db: Transaction, panelId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await selectDecisions(db).select("decision.seq").where("item.panel_id", "=", panelId).execute();
  return new Map(rows.map((row) => [row.item_id, row.seq]));
}

/** Final scores of an entity in a round that stand, by item. */
export async function listEntityDecisions(
  db: Transaction,
  { roundId, entityId }: { roundId: string; entityId: string },
): Promise<ReadonlyMap<string, ScoreValue>> {
  const query = selectDecisions(db).where("item.round_id", "=", roundId).where("item.entity_id", "=", entityId);
  return toValues(await query.execute());
}

function selectDecisions(db: Transaction) {
  return db
    .selectFrom("decision")
    .innerJoin("item", (join) =>
      join.onRef("item.id", "=", "decision.item_id").onRef("item.decision_version", "=", "decision.version"),
    )
    .select(["decision.item_id", "decision.value_state", "decision.milli_points"]);
}

function toValues(rows: readonly { item_id: string; value_state: string; milli_points: number | null }[]) {
  return new Map<string, ScoreValue>(
    rows.map((row) => [row.item_id, toScoreValue(row.value_state, row.milli_points) ?? { state: "blank" }]),
  );
}

/** When the phase of each batch of a round is due, UTC instants by batch. */
export async function listBatchDates(db: Transaction, roundId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom("batch").select(["id", "due_at"]).where("round_id", "=", roundId).execute();
  return new Map(rows.map((row) => [row.id, row.due_at]));
}

/** Documents of every item of a panel, by item, each list in the agency's order. */
export async function listPanelEvidence(
  db: Transaction,
  panelId: string,
): Promise<ReadonlyMap<string, Selectable<EvidenceTable>[]>> {
  const rows = await db
    .selectFrom("evidence")
    .innerJoin("item", "item.id", "evidence.item_id")
    .selectAll("evidence")
    .where("item.panel_id", "=", panelId)
    .orderBy("evidence.position")
    .execute();
  return groupByItem(rows);
}

/** Conflicts declared in a round. */
export async function listConflicts(
  db: Transaction,
  roundId: string,
): Promise<{ actorId: string; entityId: string }[]> {
  const rows = await db
    .selectFrom("conflict")
    .select(["actor_id", "entity_id"])
    .where("round_id", "=", roundId)
    .execute();
  return rows.map((row) => ({ actorId: row.actor_id, entityId: row.entity_id }));
}

/** Names of shared documents in which something was written, of those asked for. */
export async function listWrittenDocuments(db: Transaction, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const merged = await db
    .selectFrom("document")
    .select("name")
    .where("name", "in", names)
    .where("snapshot_id", ">", 0)
    .execute();
  const recent = await db.selectFrom("document_update").select("name").distinct().where("name", "in", names).execute();
  return new Set([...merged, ...recent].map((row) => row.name));
}

function groupByItem<T extends { item_id: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.item_id, [...(groups.get(row.item_id) ?? []), row]);
  return groups;
}
