import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { LedgerHeadTable } from "../schema/ledger-table.ts";
import type { Schema } from "../schema/schema.ts";

/** A row of the index of heads. */
export type HeadRow = Selectable<LedgerHeadTable>;

/** A row of the index of heads with its public time. */
export type TimedHeadRow = Omit<HeadRow, "command_id"> & { readonly at: string };

/** Heads with their times, `from ≤ seq < to`, ascending. */
export async function listTimedHeads(db: Transaction, from: number, to: number): Promise<TimedHeadRow[]> {
  return db
    .selectFrom("ledger_head as head")
    .innerJoin("ledger_entry as entry", "entry.seq", "head.seq")
    .select(["head.seq", "head.type", "head.actor_id", "head.round_id", "head.entity_id", "head.indicator"])
    .select(["head.item_id", "head.case_id", "entry.at"])
    .where("head.seq", ">=", from)
    .where("head.seq", "<", to)
    .orderBy("head.seq")
    .execute();
}

/** Public bytes and head of the entries with these numbers, descending. */
export async function listLogRows(db: Transaction, seqs: readonly number[]) {
  if (seqs.length === 0) return [];
  return db
    .selectFrom("ledger_entry as entry")
    .innerJoin("ledger_head as head", "head.seq", "entry.seq")
    .select(["entry.seq", "entry.at", "entry.entry", "entry.leaf_hash"])
    .select(["head.type", "head.actor_id", "head.round_id"])
    .select(["head.entity_id", "head.indicator", "head.item_id", "head.case_id"])
    .where("entry.seq", "in", seqs)
    .orderBy("entry.seq", "desc")
    .execute();
}

/** The first entry that is not before an instant; null when all are. Times never decrease, so it is searched for. */
export async function findFirstSince(db: Transaction, size: number, at: string): Promise<number | null> {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await db.selectFrom("ledger_entry").select("at").where("seq", "=", middle).executeTakeFirstOrThrow();
    if (row.at < at) low = middle + 1;
    else high = middle;
  }
  return low < size ? low : null;
}

/** A condition on one column of the index of heads: any of the values, or with `isPrefix` what begins with one. */
export interface HeadCondition {
  readonly column: "type" | "actor_id" | "entity_id" | "indicator" | "item_id" | "case_id" | "round_id";
  readonly values: readonly string[];
  readonly isPrefix: boolean;
}

/** All of `all`, each of which is satisfied by any of its conditions, and none of `none`. */
export interface HeadFilter {
  readonly all: readonly (readonly HeadCondition[])[];
  readonly none: readonly HeadCondition[];
}

/** Numbers of the entries `from ≤ seq < to` whose head fits, descending. Says nothing of who may read them. */
export async function listMatchingSeqs(
  db: Transaction,
  { from, to, filter }: { from: number; to: number; filter: HeadFilter },
): Promise<number[]> {
  const rows = await db
    .selectFrom("ledger_head")
    .select("seq")
    .where("seq", ">=", from)
    .where("seq", "<", to)
    .where((where) =>
      where.and([
        ...filter.all.map((any) => where.or(any.map((one) => toCondition(where, one)))),
        ...filter.none.map((one) => where.not(toCondition(where, one))),
      ]),
    )
    .orderBy("seq", "desc")
    .execute();
  return rows.map(({ seq }) => seq);
}

type Where = ExpressionBuilder<Schema, "ledger_head">;

/** A column that is null fits no condition, and fits its negation. */
function toCondition(where: Where, { column, values, isPrefix }: HeadCondition): Expression<SqlBool> {
  const given = where.fn.coalesce(column, sql<string>`''`);
  if (values.length === 0) return sql<SqlBool>`1 = 0`;
  if (!isPrefix) return where(given, "in", [...values]);
  return where.or(values.map((value) => where(sql<string>`substr(${given}, 1, ${sql.lit(value.length)})`, "=", value)));
}

/** The first published checkpoint that covers an entry; null while none does. */
export async function findCoveringSize(db: Transaction, seq: number): Promise<number | null> {
  const row = await db
    .selectFrom("checkpoint")
    .select("size")
    .where("size", ">", seq)
    .orderBy("size")
    .limit(1)
    .executeTakeFirst();
  return row?.size ?? null;
}

/** Size of the published checkpoint before another; null for the first. */
export async function findSizeBefore(db: Transaction, size: number): Promise<number | null> {
  const row = await db
    .selectFrom("checkpoint")
    .select("size")
    .where("size", "<", size)
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.size ?? null;
}

/** Times of the newest published checkpoints, newest first. */
export async function listCheckpointTimes(db: Transaction, limit: number): Promise<string[]> {
  const rows = await db.selectFrom("checkpoint").select("at").orderBy("size", "desc").limit(limit).execute();
  return rows.map(({ at }) => at);
}

/** Every case with what the rules ask of it and what it is called; ordered by id. */
export async function listCaseStamps(db: Transaction) {
  return db
    .selectFrom("review_case")
    .innerJoin("round", "round.id", "review_case.round_id")
    .select(["review_case.id", "review_case.number", "round.year", "review_case.state"])
    .select(["review_case.reviewer_id", "review_case.proposed_by"])
    .orderBy("review_case.id")
    .execute();
}
