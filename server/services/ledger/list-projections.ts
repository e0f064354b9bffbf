import type { AnnotationRow, MessageRow } from "../../../db/queries/annotations.ts";
import type { DecisionRow } from "../../../db/queries/decisions.ts";
import type { ScoreRow } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { ReportedKind } from "../../domain/event/process-events.ts";
import { canReadPart, type EntryFacts } from "../../domain/policy/can-read-part.ts";
import { type ProjectionLine, SHOWN_SCORE_STATES } from "../../domain/scoring/check-projection.ts";
import type { PartsReading } from "./disclose-parts.ts";
import { BARE_FACTS } from "./entry-facts.ts";

const PAGE = 500;

/** Projection rows whose acts the actor may read, page by page. */
export async function* listProjections(db: Transaction, reading: PartsReading): AsyncIterable<ProjectionLine> {
  const { facts, actor, now } = reading;
  const scores = db.selectFrom("score").selectAll().orderBy("seq").limit(PAGE);
  for await (const row of pageThrough((after) => scores.where("seq", ">", after).execute())) {
    if (await mayShowScore(reading, row)) yield { table: "score", row: { ...row } };
  }
  const decisions = db.selectFrom("decision").selectAll().orderBy("seq").limit(PAGE);
  for await (const row of pageThrough((after) => decisions.where("seq", ">", after).execute())) {
    if (mayShowDecision(reading, row)) yield { table: "decision", row: { ...row } };
  }
  for (const [id, { roundId, panelId, phase }] of facts.batches) {
    const about = { ...BARE_FACTS, type: "panel.created", panelId, round: facts.findRound(roundId) };
    if (canReadPart(actor, "value", about, now)) yield { table: "batch", row: { id, phase } };
  }
  yield* listContributions(db, reading);
}

/** Annotations and replies that are the panel's, and imported values. */
async function* listContributions(db: Transaction, { facts, actor, now }: PartsReading): AsyncIterable<ProjectionLine> {
  const mayRead = (type: string, about: Partial<EntryFacts>): boolean =>
    canReadPart(actor, "value", { ...BARE_FACTS, ...about, type }, now);
  const annotations = db.selectFrom("annotation").selectAll().where("state", "=", "panel").orderBy("seq").limit(PAGE);
  for await (const row of pageThrough((after) => annotations.where("seq", ">", after).execute())) {
    const item = facts.items.get(row.item_id) ?? null;
    if (mayRead("annotation.created", { actorId: row.actor_id, item })) {
      yield { table: "annotation", row: toAnnotationLine(row) };
    }
  }
  const messages = db.selectFrom("message").selectAll().where("state", "=", "panel").orderBy("seq").limit(PAGE);
  for await (const row of pageThrough((after) => messages.where("seq", ">", after).execute())) {
    const item = facts.items.get(row.item_id) ?? null;
    if (mayRead("message.posted", { actorId: row.actor_id, item })) yield { table: "message", row: toMessageLine(row) };
  }
  const itemOfEntity = new Map([...facts.items.values()].map((item) => [`${item.roundId}/${item.entityId}`, item]));
  const imported = db.selectFrom("reported_value").selectAll().orderBy("seq").limit(PAGE);
  for await (const row of pageThrough((after) => imported.where("seq", ">", after).execute())) {
    const item = itemOfEntity.get(`${row.round_id}/${row.entity_id}`) ?? null;
    const about = { item, reportedKind: row.kind as ReportedKind };
    if (mayRead("values.imported", about)) yield { table: "reported_value", row: { ...row } };
  }
}

/**
 * Columns that came later are shown where they say something: a line of an older export, and one of a log in which
 * nothing was hidden or edited, stay the same bytes.
 */
function toAnnotationLine({ hash: _, left_evidence_id: _left, ...row }: AnnotationRow): ProjectionLine["row"] {
  const { hidden_seq, hidden_reason, ...line } = row;
  return { ...line, ...(hidden_seq === null ? {} : { hidden_seq, hidden_reason }) };
}

function toMessageLine(row: MessageRow): ProjectionLine["row"] {
  const { version, first_seq, edited_at, hidden_seq, hidden_reason, ...line } = row;
  const edit = version === 1 ? {} : { version, first_seq, edited_at };
  return { ...line, ...edit, ...(hidden_seq === null ? {} : { hidden_seq, hidden_reason }) };
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

/** All rows in the order of the entries that they stand at. */
async function* pageThrough<R extends { seq: number }>(list: (after: number) => Promise<R[]>): AsyncIterable<R> {
  for (let after = -1; ;) {
    const rows = await list(after);
    if (rows.length < PAGE) return yield* rows;
    // An import makes rows by the dozen at one entry: those of the last one may go on behind this page.
    const last = rows.at(-1)?.seq;
    const whole = rows.filter((row) => row.seq !== last);
    yield* whole;
    after = whole.at(-1)?.seq ?? Infinity;
  }
}
