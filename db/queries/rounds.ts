import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { RoundChangeTable } from "../schema/round-change-table.ts";
import type { BatchTable, RoundTable } from "../schema/round-table.ts";
import type { RoundCalendar, RoundPolicy } from "../../server/domain/event/round-events.ts";
import type { RoundPhase } from "../../server/domain/event/round-phase.ts";
import type { BatchPhase } from "../../server/domain/policy/thing.ts";
import { computeRoundPhase } from "../../server/domain/process/round-machine.ts";
import type { RoundPlan } from "../../server/domain/process/round-plan.ts";
import { OPEN_CASE_STATES } from "./items.ts";

export type RoundRow = Selectable<RoundTable>;
export type RoundChangeRow = Selectable<RoundChangeTable>;

export async function findRoundRow(db: Transaction, roundId: string): Promise<RoundRow | null> {
  return (await db.selectFrom("round").selectAll().where("id", "=", roundId).executeTakeFirst()) ?? null;
}

export const toCalendar = (round: Pick<RoundRow, "calendar">): RoundCalendar =>
  JSON.parse(round.calendar) as RoundCalendar;

export const toPolicy = (round: Pick<RoundRow, "policy">): RoundPolicy | null =>
  round.policy === null ? null : (JSON.parse(round.policy) as RoundPolicy);

/** By code units of the id, whatever the database's order. */
export async function listRoundBatches(db: Transaction, roundId: string): Promise<Selectable<BatchTable>[]> {
  const rows = await db.selectFrom("batch").selectAll().where("round_id", "=", roundId).execute();
  return rows.sort((a, b) => compare(a.id, b.id));
}

/** A round shows its earliest batch's phase once scoring has begun: its row follows them. */
export async function followBatches(trx: Transaction, roundId: string): Promise<void> {
  const round = await trx.selectFrom("round").select("phase").where("id", "=", roundId).executeTakeFirstOrThrow();
  const batches = await trx.selectFrom("batch").select("phase").where("round_id", "=", roundId).execute();
  const phase = computeRoundPhase(
    round.phase as RoundPhase,
    batches.map((batch) => batch.phase as BatchPhase),
  );
  if (phase !== round.phase) await trx.updateTable("round").set({ phase }).where("id", "=", roundId).execute();
}

/** Experts seated on each panel of a round, a number for each. */
export async function countExperts(db: Transaction, roundId: string): Promise<number[]> {
  const rows = await db
    .selectFrom("panel")
    .leftJoin("panel_member", (join) =>
      join.onRef("panel_member.panel_id", "=", "panel.id").on("panel_member.duty", "=", "expert"),
    )
    .select((select) => ["panel.id", select.fn.count<number>("panel_member.actor_id").as("experts")])
    .where("panel.round_id", "=", roundId)
    .groupBy("panel.id")
    .execute();
  return rows.map((row) => Number(row.experts));
}

/** Items of a round whose evidence set was never closed. */
export async function countUnfrozen(db: Transaction, roundId: string): Promise<number> {
  const row = await db
    .selectFrom("item")
    .select((select) => select.fn.countAll<number>().as("items"))
    .where("round_id", "=", roundId)
    .where("evidence_set", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.items);
}

/** How many items each batch of a round has, how many of them are not final, and how many have an open case. */
export async function countOpenItems(
  db: Transaction,
  roundId: string,
): Promise<ReadonlyMap<string, { readonly notFinal: number; readonly cases: number; readonly items: number }>> {
  const rows = await db
    .selectFrom("item")
    .leftJoin("review_case", (join) =>
      join.onRef("review_case.item_id", "=", "item.id").on("review_case.state", "in", [...OPEN_CASE_STATES]),
    )
    .select((select) => [
      "item.batch_id",
      select.fn.count<number>("item.id").distinct().as("items"),
      select.fn.count<number>("review_case.id").as("cases"),
    ])
    .select((select) =>
      select.fn
        .sum<number>(select.case().when("item.state", "in", ["independent", "opened"]).then(1).else(0).end())
        .as("open"),
    )
    .where("item.round_id", "=", roundId)
    .groupBy("item.batch_id")
    .execute();
  return new Map(
    rows.map((row) => [
      row.batch_id,
      { notFinal: Number(row.open), cases: Number(row.cases), items: Number(row.items) },
    ]),
  );
}

/** @returns null for a round that there is not. */
export async function findRoundPlan(db: Transaction, roundId: string): Promise<RoundPlan | null> {
  const round = await findRoundRow(db, roundId);
  if (round === null) return null;
  const rubrics = await db
    .selectFrom("item")
    .select(["indicator", "rubric_hash"])
    .distinct()
    .where("round_id", "=", roundId)
    .execute();
  const entities = await db.selectFrom("round_entity").selectAll().where("round_id", "=", roundId).execute();
  const batches = await listRoundBatches(db, roundId);
  return {
    framework: { id: round.framework_id, version: round.framework_version, hash: round.framework_hash },
    rubrics: rubrics
      .map((row) => ({ indicator: row.indicator, rubric: row.rubric_hash }))
      .sort((a, b) => compare(a.indicator, b.indicator)),
    policy: toPolicy(round),
    calendar: toCalendar(round),
    assignment: entities
      .map((row) => ({ entity: row.entity_id, panel: row.panel_id }))
      .sort((a, b) => compare(a.entity, b.entity)),
    batches: batches.map((row) => ({ batch: row.id, dueAt: row.due_at })),
    ...(await findSeats(db, roundId)),
  };
}

async function findSeats(db: Transaction, roundId: string): Promise<Pick<RoundPlan, "panels" | "pseudonyms">> {
  const panels = await db.selectFrom("panel").select(["id", "number"]).where("round_id", "=", roundId).execute();
  const seats = await db
    .selectFrom("panel_member")
    .innerJoin("panel", "panel.id", "panel_member.panel_id")
    .leftJoin("pseudonym", "pseudonym.actor_id", "panel_member.actor_id")
    .select(["panel_member.panel_id", "panel_member.actor_id", "panel_member.duty", "panel_member.letter"])
    .select(["pseudonym.account_id", "pseudonym.salt"])
    .where("panel.round_id", "=", roundId)
    .execute();
  seats.sort((a, b) => compare(a.actor_id, b.actor_id));
  const membersOf = (panelId: string) =>
    seats
      .filter((seat) => seat.panel_id === panelId)
      .map((seat) => ({ actor: seat.actor_id, duty: seat.duty, letter: seat.letter }));
  const people = new Map(seats.map((seat) => [seat.actor_id, seat]));
  return {
    panels: panels
      .map(({ id, number }) => ({ panel: id, number, members: membersOf(id) }))
      .sort((a, b) => compare(a.panel, b.panel)),
    pseudonyms: [...people.values()].map((seat) => ({
      actor: seat.actor_id,
      account: seat.account_id ?? "",
      salt: seat.salt ?? "",
    })),
  };
}

/** @param seq - entry of the proposal. */
export async function findRoundChange(db: Transaction, seq: number): Promise<RoundChangeRow | null> {
  return (await db.selectFrom("round_change").selectAll().where("seq", "=", seq).executeTakeFirst()) ?? null;
}

/** Newest first. */
export async function listRoundChanges(db: Transaction, roundId: string): Promise<RoundChangeRow[]> {
  return db.selectFrom("round_change").selectAll().where("round_id", "=", roundId).orderBy("seq", "desc").execute();
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
