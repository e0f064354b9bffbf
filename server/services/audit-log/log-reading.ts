import { setImmediate } from "node:timers/promises";
import { listTimedHeads, type TimedHeadRow } from "../../../db/queries/audit-log.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findEventGroup, SCORE_GROUPS } from "../../domain/ledger/log-query.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { canReadPart } from "../../domain/policy/can-read-part.ts";
import { hashText } from "../hash.ts";
import type { EntryFactsReader } from "../ledger/entry-facts.ts";
import { EntryMemory } from "../ledger/entry-memory.ts";

const PAGE = 1_000;
const HOUR_MS = 3_600_000;
/** People whose reading is kept; the least recent one goes first. */
const READINGS_MAX = 40;

/** Entries of one hour: of the heads that the person may read, and all others. */
export interface HourCount {
  score: number;
  other: number;
  hidden: number;
}

/** Which heads one person may read, and what can be counted of those. */
export interface LogReading {
  /** Entries that it covers. */
  readonly size: number;
  readonly readableCount: number;
  canRead(seq: number): boolean;
  /** Readable entries by event type, and by actor. */
  readonly types: ReadonlyMap<string, number>;
  readonly actors: ReadonlyMap<string, number>;
  /** All entries by whole hours since 1970. */
  readonly hours: ReadonlyMap<number, HourCount>;
}

/**
 * Keeps who may read which heads, so that a page of the log asks about what is new only.
 *
 * What the rules look at stands in a stamp: when a phase, an item, a case, a role or a seat has changed, or a
 * declaration has lapsed, everything is asked anew.
 */
export class LogReadings {
  readonly memory = new EntryMemory();
  readonly #kept = new Map<string, MutableReading>();

  /** @param options.now - UTC instant, ISO 8601. */
  async read(
    db: Transaction,
    facts: EntryFactsReader,
    options: { actor: Actor; cases: readonly object[]; now: string },
  ): Promise<LogReading> {
    const { accountId } = options.actor;
    const stamp = makeStamp(facts, options);
    const kept = this.#kept.get(accountId);
    const reading = kept?.stamp === stamp ? kept : new MutableReading(stamp);
    this.#kept.delete(accountId);
    this.#kept.set(accountId, reading);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > READINGS_MAX && oldest !== undefined) this.#kept.delete(oldest);
    await reading.advance(db, facts, options);
    return reading;
  }
}

function makeStamp(facts: EntryFactsReader, options: { actor: Actor; cases: readonly object[]; now: string }): string {
  const { actor, cases, now } = options;
  const lapsed = actor.seats.map(({ interestExpiresAt }) => interestExpiresAt !== null && interestExpiresAt <= now);
  const items = [...facts.items.values()].map(({ itemId, roundPhase, batchPhase, state, reviewerId }) => [
    itemId,
    roundPhase,
    batchPhase,
    state,
    reviewerId,
  ]);
  return hashText(JSON.stringify([actor, lapsed, items, [...facts.batches], facts.listRounds(), cases]));
}

class MutableReading implements LogReading {
  readonly stamp: string;
  readonly types = new Map<string, number>();
  readonly actors = new Map<string, number>();
  readonly hours = new Map<number, HourCount>();
  size = 0;
  readableCount = 0;
  #readable = new Uint8Array(0);
  #advancing: Promise<void> = Promise.resolve();

  constructor(stamp: string) {
    this.stamp = stamp;
  }

  canRead(seq: number): boolean {
    return this.#readable[seq] === 1;
  }

  async advance(db: Transaction, facts: EntryFactsReader, asked: { actor: Actor; now: string }): Promise<void> {
    const run = this.#advancing.catch(() => undefined).then(() => this.#takeIn(db, facts, asked));
    this.#advancing = run;
    await run;
  }

  async #takeIn(db: Transaction, facts: EntryFactsReader, { actor, now }: { actor: Actor; now: string }) {
    if (this.#readable.length < facts.size) {
      const grown = new Uint8Array(Math.ceil(facts.size * 1.25) + PAGE);
      grown.set(this.#readable);
      this.#readable = grown;
    }
    while (this.size < facts.size) {
      const rows = await listTimedHeads(db, this.size, Math.min(this.size + PAGE, facts.size));
      if (rows.length === 0) throw new Error(`the index of heads ends at ${this.size} of ${facts.size} entries`);
      for (const row of rows) this.#count(row, canReadPart(actor, "head", await facts.readRow(row), now));
      this.size += rows.length;
      // Others are served between two pages.
      await setImmediate();
    }
  }

  #count(row: TimedHeadRow, isReadable: boolean): void {
    const hour = Math.floor(Date.parse(row.at) / HOUR_MS);
    const counts = this.hours.get(hour) ?? { score: 0, other: 0, hidden: 0 };
    this.hours.set(hour, counts);
    if (!isReadable) {
      counts.hidden += 1;
      return;
    }
    this.#readable[row.seq] = 1;
    this.readableCount += 1;
    this.types.set(row.type, (this.types.get(row.type) ?? 0) + 1);
    this.actors.set(row.actor_id, (this.actors.get(row.actor_id) ?? 0) + 1);
    counts[SCORE_GROUPS.has(findEventGroup(row.type)) ? "score" : "other"] += 1;
  }
}
