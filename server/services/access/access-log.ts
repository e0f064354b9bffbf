// Invariants. `access_hour` has a row for each hour that the ledger does not have yet; `is_open` is 1 while a process
// may hold records of that hour in memory. Rooting an hour deletes its row in the commit of its entry, so no record is
// counted twice. A process that dies leaves its hour open: the next one counts one dropped record there, so none is
// lost silently.
import { createHmac, randomBytes } from "node:crypto";
import {
  countHourRecords,
  deleteAccessHour,
  deleteHourRecords,
  findAccountActors,
  insertAccessRecords,
  listAccessHours,
  listHourRecords,
  upsertAccessHour,
} from "../../../db/queries/access.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { summariseAccess } from "../../domain/ledger/access-record.ts";
import { recordSystem } from "../commands/record-system.ts";
import { sha256 } from "../hash.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { AccessBuffer, type AccessEvent, type WaitingEvent } from "./access-buffer.ts";
import { openSpool } from "./access-spool.ts";

/** Records of one hour at most, and of all hours; beyond the first is dropped and counted, beyond the second lapses. */
export const HOUR_RECORDS_MAX = 10_000;
const ALL_RECORDS_MAX = 1_000_000;

/** Rows in one batch: a batch holds the writer for about as long as one command does. */
const BATCH_MAX = 100;

/** How long an event may wait in memory. */
const FLUSH_MS = 2_000;

/**
 * The access log: refusals, failed sign-ins, reads and exports, beside the ledger and rooted in it hour by hour.
 *
 * Concurrency: `note` never waits; batches go through the write queue behind whatever people wait for. Durability: an
 * event is on disk some seconds after `note`, or counted as dropped.
 */
export interface AccessLog {
  /** Never waits and never throws. */
  note(event: AccessEvent): void;
  /** A keyed hash of an address, whose key is forgotten with the process. */
  hashSource(address: string): string;
  /** Takes up what an earlier process left, and begins to write by itself; before, only `flush` and `close` write. */
  start(): Promise<void>;
  /** Writes what waits, and roots every hour that is over. */
  flush(): Promise<void>;
  /** Writes what waits and stops; before the ledger closes. */
  close(): Promise<void>;
}

export interface AccessLogOptions {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly now: () => Date;
  /** Where commands that only read leave what they did; nowhere when left out. */
  readonly dataDir?: string;
}

export function createAccessLog(options: AccessLogOptions): AccessLog {
  const { database, now, dataDir } = options;
  const buffer = new AccessBuffer();
  const spool = dataDir === undefined ? null : openSpool(dataDir);
  const sourceKey = randomBytes(32);
  let timer: NodeJS.Timeout | null = null;
  let isTakenUp = false;
  /** The hour up to which everything is written and rooted, as long as nothing waits. */
  let doneHour = "";
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (!isTakenUp) await takeUp(options, buffer);
    isTakenUp = true;
    const left = spool?.take() ?? [];
    for (const { at, ...event } of left) buffer.add(event, now(), at);
    const current = buffer.turn(now());
    if (buffer.isEmpty && current === doneHour) return;
    await writeAndRoot(options, buffer, current);
    doneHour = current;
    if (left.length > 0) spool?.forget();
  }

  const flush = (): Promise<void> => {
    // What one write could not do the next one tries again.
    writing = writing.catch(() => undefined).then(write);
    return writing;
  };
  return {
    note: (event) => buffer.add(event, now()),
    hashSource: (address) => createHmac("sha256", sourceKey).update(address).digest("hex").slice(0, 16),
    start: async () => {
      await flush();
      // A queue that stopped refuses, which health reports; an hour that is not rooted is rooted after the restart.
      timer ??= setInterval(() => void flush().catch(() => undefined), FLUSH_MS).unref();
    },
    flush,
    close: async () => {
      if (timer !== null) clearInterval(timer);
      if (database.writer.failure() !== null || (buffer.isEmpty && !isTakenUp)) return;
      await flush();
      await database.writer.runLater(closeHours);
    },
  };
}

async function takeUp(
  { database, now }: Pick<AccessLogOptions, "database" | "now">,
  buffer: AccessBuffer,
): Promise<void> {
  const newest = (await countHourRecords(database.reader)).at(-1)?.hour;
  const waiting = await listAccessHours(database.reader);
  // An hour that is in the ledger gets no more records, even if the clock goes back into it.
  const isRooted = newest !== undefined && !waiting.some((one) => one.hour === newest);
  if (newest !== undefined) buffer.startAt(isRooted ? toNextHour(newest) : newest);
  const current = buffer.turn(now());
  await database.writer.runLater(async (trx) => {
    for (const one of waiting) {
      if (one.isOpen) await upsertAccessHour(trx, { ...one, dropped: one.dropped + 1, isOpen: false });
    }
    await openHour(trx, current);
  });
}

/** Says that a process may hold records of the hour. */
async function openHour(trx: Transaction, hour: string): Promise<void> {
  const known = (await listAccessHours(trx)).find((one) => one.hour === hour);
  if (known?.isOpen !== true) await upsertAccessHour(trx, { hour, dropped: known?.dropped ?? 0, isOpen: true });
}

/** A row without records and losses is an hour in which nothing happened: the ledger need not have it. */
async function closeHours(trx: Transaction): Promise<void> {
  for (const one of await listAccessHours(trx)) {
    if (one.isOpen) await upsertAccessHour(trx, { ...one, isOpen: false });
  }
}

async function writeAndRoot(options: AccessLogOptions, buffer: AccessBuffer, current: string): Promise<void> {
  const { database } = options;
  for (let batch = buffer.take(BATCH_MAX); batch.length > 0; batch = buffer.take(BATCH_MAX)) {
    await database.writer
      .runLater((trx) => writeBatch(trx, batch, buffer))
      .catch((error: unknown) => {
        for (const { hour } of batch) buffer.drop(hour, 1);
        throw error;
      });
  }
  const dropped = buffer.takeDropped();
  if (dropped.size > 0) {
    await database.writer
      .runLater((trx) => writeDropped(trx, dropped))
      .catch((error: unknown) => {
        for (const [hour, count] of dropped) buffer.drop(hour, count);
        throw error;
      });
  }
  const over = (await listAccessHours(database.reader)).filter(({ hour }) => hour < current);
  for (const { hour } of over) await rootHour(options, hour);
  if (over.length > 0) {
    await database.writer.runLater(async (trx) => {
      await lapse(trx);
      await openHour(trx, current);
    });
  }
}

async function writeBatch(trx: Transaction, batch: readonly WaitingEvent[], buffer: AccessBuffer): Promise<void> {
  const accountIds = batch.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const actors = await findAccountActors(trx, [...new Set(accountIds)]);
  for (const hour of new Set(batch.map((event) => event.hour))) {
    await openHour(trx, hour);
    const ofHour = batch.filter((event) => event.hour === hour);
    const kept = await trx
      .selectFrom("access_record")
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("hour", "=", hour)
      .executeTakeFirstOrThrow();
    const room = Math.max(0, HOUR_RECORDS_MAX - Number(kept.count));
    const fitting = ofHour.slice(0, room);
    await insertAccessRecords(
      trx,
      fitting.map(({ accountId, source = null, ...rest }) => ({
        ...rest,
        actor: accountId === null ? null : (actors.get(accountId) ?? null),
        source,
      })),
    );
    if (fitting.length < ofHour.length) buffer.drop(hour, ofHour.length - fitting.length);
  }
}

async function writeDropped(trx: Transaction, dropped: ReadonlyMap<string, number>): Promise<void> {
  const known = new Map((await listAccessHours(trx)).map((one) => [one.hour, one]));
  for (const [hour, count] of dropped) {
    const { dropped: before, isOpen } = known.get(hour) ?? { dropped: 0, isOpen: true };
    await upsertAccessHour(trx, { hour, dropped: before + count, isOpen });
  }
}

/** One entry for an hour that is over; its records do not change any more, so they are hashed outside the writer. */
async function rootHour({ database, ledger, now }: AccessLogOptions, hour: string): Promise<void> {
  const summary = summariseAccess(sha256, await listHourRecords(database.reader, hour));
  await ledger.run(async (trx) => {
    const waiting = (await listAccessHours(trx)).find((one) => one.hour === hour);
    if (waiting === undefined) return;
    await deleteAccessHour(trx, hour);
    if (summary.count + waiting.dropped === 0) return;
    const value = { hour, ...summary, dropped: waiting.dropped };
    await recordSystem({ ledger, trx, now: now() }, { type: "access.rooted", facts: {}, value, text: {} });
  });
}

/** Whole hours go, the oldest first, once their roots are in the ledger. */
async function lapse(trx: Transaction): Promise<void> {
  const waiting = new Set((await listAccessHours(trx)).map((one) => one.hour));
  const hours = await countHourRecords(trx);
  let count = hours.reduce((sum, one) => sum + one.count, 0);
  for (const one of hours) {
    if (count <= ALL_RECORDS_MAX || waiting.has(one.hour)) return;
    await deleteHourRecords(trx, one.hour);
    count -= one.count;
  }
}

const toNextHour = (hour: string): string => new Date(Date.parse(hour) + 3_600_000).toISOString();
