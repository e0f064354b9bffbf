import type { DecisionRow } from "../../../db/queries/decisions.ts";
import type { ScoreRow } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { canReadPart } from "../../domain/policy/can-read-part.ts";
import { type ProjectionLine, SHOWN_SCORE_STATES } from "../../domain/scoring/check-projection.ts";
import type { PartsReading } from "./disclose-parts.ts";
import { BARE_FACTS } from "./entry-facts.ts";

const PAGE = 500;

/** Projection rows whose acts the actor may read, page by page. */
export async function* listProjections(db: Transaction, reading: PartsReading): AsyncIterable<ProjectionLine> {
  const { facts, actor, now } = reading;
  const listScores = (after: number): Promise<ScoreRow[]> =>
    db.selectFrom("score").selectAll().where("seq", ">", after).orderBy("seq").limit(PAGE).execute();
  const listDecisions = (after: number): Promise<DecisionRow[]> =>
    db.selectFrom("decision").selectAll().where("seq", ">", after).orderBy("seq").limit(PAGE).execute();
  for await (const row of pageThrough(listScores)) {
    if (await mayShowScore(reading, row)) yield { table: "score", row: { ...row } };
  }
  for await (const row of pageThrough(listDecisions)) {
    if (mayShowDecision(reading, row)) yield { table: "decision", row: { ...row } };
  }
  for (const [id, { roundId, panelId, phase }] of facts.batches) {
    const about = { ...BARE_FACTS, type: "panel.created", panelId, round: facts.findRound(roundId) };
    if (canReadPart(actor, "value", about, now)) yield { table: "batch", row: { id, phase } };
  }
}

/** Whether the actor may see a score: it is shown once it is opened, to those who may read its seal. */
export async function mayShowScore({ facts, actor, now }: PartsReading, row: ScoreRow): Promise<boolean> {
  if (row.case_id === "" && !SHOWN_SCORE_STATES.has(row.state)) return false;
  const about = {
    ...BARE_FACTS,
    type: "score.sealed",
    actorId: row.actor_id,
    item: facts.items.get(row.item_id) ?? null,
    case: await facts.findCase(row.case_id === "" ? null : row.case_id),
  };
  return canReadPart(actor, "value", about, now);
}

/** Whether the actor may see a final score. */
export function mayShowDecision({ facts, actor, now }: PartsReading, row: DecisionRow): boolean {
  const item = facts.items.get(row.item_id) ?? null;
  const about = { ...BARE_FACTS, type: "item.finalised", actorId: row.actor_id, item };
  return canReadPart(actor, "value", about, now);
}

/** All rows in the order of the entries that they stand at: an entry is that of one row of a table at most. */
async function* pageThrough<R extends { seq: number }>(list: (after: number) => Promise<R[]>): AsyncIterable<R> {
  for (let rows = await list(-1); rows.length > 0; rows = await list(rows.at(-1)?.seq ?? Infinity)) yield* rows;
}
