import type { DecisionRow } from "../../../db/queries/decisions.ts";
import type { ScoreRow } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { canReadPart, type EntryFacts } from "../../domain/policy/can-read-part.ts";
import { type ProjectionLine, SHOWN_SCORE_STATES } from "../../domain/scoring/check-projection.ts";
import type { PartsReading } from "./disclose-parts.ts";
import { BARE_FACTS } from "./entry-facts.ts";

const PAGE = 500;

/** Projection rows whose acts the actor may read, page by page. */
export async function* listProjections(db: Transaction, reading: PartsReading): AsyncIterable<ProjectionLine> {
  const { facts, actor, now } = reading;
  const mayRead = (type: string, about: Partial<EntryFacts>): boolean =>
    canReadPart(actor, "value", { ...BARE_FACTS, ...about, type }, now);
  const listScores = (after: number): Promise<ScoreRow[]> =>
    db.selectFrom("score").selectAll().where("seq", ">", after).orderBy("seq").limit(PAGE).execute();
  const listDecisions = (after: number): Promise<DecisionRow[]> =>
    db.selectFrom("decision").selectAll().where("seq", ">", after).orderBy("seq").limit(PAGE).execute();
  for await (const row of pageThrough(listScores)) {
    const item = facts.items.get(row.item_id) ?? null;
    const about = { actorId: row.actor_id, item, case: await facts.findCase(row.case_id === "" ? null : row.case_id) };
    const isShown = row.case_id !== "" || SHOWN_SCORE_STATES.has(row.state);
    if (isShown && mayRead("score.sealed", about)) yield { table: "score", row: { ...row } };
  }
  for await (const row of pageThrough(listDecisions)) {
    const item = facts.items.get(row.item_id) ?? null;
    if (mayRead("item.finalised", { actorId: row.actor_id, item })) yield { table: "decision", row: { ...row } };
  }
  for (const [id, { roundId, phase }] of facts.batches) {
    if (mayRead("batch.phase-moved", { round: facts.findRound(roundId) })) yield { table: "batch", row: { id, phase } };
  }
}

/** All rows in the order of the entries that they stand at: an entry is that of one row of a table at most. */
async function* pageThrough<R extends { seq: number }>(list: (after: number) => Promise<R[]>): AsyncIterable<R> {
  for (let rows = await list(-1); rows.length > 0; rows = await list(rows.at(-1)?.seq ?? Infinity)) yield* rows;
}
