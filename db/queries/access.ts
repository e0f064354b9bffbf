import type { Transaction } from "../dialects/write-queue.ts";
import type { AccessKind, AccessRecord } from "../../server/domain/ledger/access-record.ts";

/** An hour that the ledger does not have yet. */
export interface AccessHour {
  readonly hour: string;
  readonly dropped: number;
  readonly isOpen: boolean;
}

/** Ascending. */
export async function listAccessHours(db: Transaction): Promise<AccessHour[]> {
  const rows = await db.selectFrom("access_hour").selectAll().orderBy("hour").execute();
  return rows.map((row) => ({ hour: row.hour, dropped: row.dropped, isOpen: row.is_open === 1 }));
}

export async function upsertAccessHour(trx: Transaction, { hour, dropped, isOpen }: AccessHour): Promise<void> {
  const columns = { dropped, is_open: isOpen ? 1 : 0 };
  await trx
    .insertInto("access_hour")
    .values({ hour, ...columns })
    .onConflict((conflict) => conflict.column("hour").doUpdateSet(columns))
    .execute();
}

export async function deleteAccessHour(trx: Transaction, hour: string): Promise<void> {
  await trx.deleteFrom("access_hour").where("hour", "=", hour).execute();
}

/** A record with the hour that it is counted in. */
export type PlacedRecord = AccessRecord & { readonly hour: string };

/** Appends records, in order. */
export async function insertAccessRecords(trx: Transaction, records: readonly PlacedRecord[]): Promise<void> {
  const rows = records.map(({ actor, ...record }) => ({ ...record, actor_id: actor }));
  if (rows.length > 0) await trx.insertInto("access_record").values(rows).execute();
}

/** Records of one hour in the order in which they were kept. */
export async function listHourRecords(db: Transaction, hour: string): Promise<AccessRecord[]> {
  const rows = await db.selectFrom("access_record").selectAll().where("hour", "=", hour).orderBy("id").execute();
  return rows.map(toRecord);
}

/** Hours of which there are records, ascending, with how many. */
export async function countHourRecords(db: Transaction): Promise<{ hour: string; count: number }[]> {
  const rows = await db
    .selectFrom("access_record")
    .select((select) => ["hour", select.fn.countAll<number>().as("count")])
    .groupBy("hour")
    .orderBy("hour")
    .execute();
  return rows.map((row) => ({ hour: row.hour, count: Number(row.count) }));
}

/** Removes an hour's records. */
export async function deleteHourRecords(trx: Transaction, hour: string): Promise<void> {
  await trx.deleteFrom("access_record").where("hour", "=", hour).execute();
}

/**
 * Records of some kinds and of a span of time, newest first.
 *
 * @param asked.from - instants with `from ≤ at < to`; null is no bound.
 */
export async function listRecords(
  db: Transaction,
  asked: { kinds: readonly AccessKind[]; from: string | null; to: string | null; limit: number },
): Promise<AccessRecord[]> {
  let query = db.selectFrom("access_record").selectAll().where("kind", "in", asked.kinds);
  if (asked.from !== null) query = query.where("at", ">=", asked.from);
  if (asked.to !== null) query = query.where("at", "<", asked.to);
  const rows = await query.orderBy("at", "desc").orderBy("id", "desc").limit(asked.limit).execute();
  return rows.map(toRecord);
}

/** Records of hours that are in the ledger, the newest first; each with its hour. */
export async function listRootedRecords(db: Transaction, limit: number): Promise<PlacedRecord[]> {
  const rows = await db
    .selectFrom("access_record")
    .selectAll()
    .where("hour", "not in", db.selectFrom("access_hour").select("hour"))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ hour: row.hour, ...toRecord(row) }));
}

/** Own pseudonymous ids of accounts. */
export async function findAccountActors(
  db: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db.selectFrom("account").select(["id", "actor_id"]).where("id", "in", accountIds).execute();
  return new Map(rows.map((row) => [row.id, row.actor_id]));
}

function toRecord(row: {
  at: string;
  kind: string;
  actor_id: string | null;
  door: string;
  thing: string | null;
  outcome: string;
  source: string | null;
  times: number;
}): AccessRecord {
  const { at, door, thing, outcome, source, times } = row;
  return { at, kind: row.kind as AccessKind, actor: row.actor_id, door, thing, outcome, source, times };
}
