import type { AccessKind } from "../../domain/ledger/access-record.ts";
import { toHour } from "../../domain/ledger/access-record.ts";

/** Something that happened at a door. */
export interface AccessEvent {
  readonly kind: AccessKind;
  /** Null when nobody is signed in. */
  readonly accountId: string | null;
  /** Name of the door, never an address: addresses carry what nobody else should read. */
  readonly door: string;
  /** Id of what was asked for, or null. */
  readonly thing: string | null;
  /** `ok`, or the code of the refusal. */
  readonly outcome: string;
  /** Where it came from, hashed already; left out where that does not matter. */
  readonly source?: string;
}

/** An event that waits to be written. */
export interface WaitingEvent extends AccessEvent {
  readonly hour: string;
  /** UTC instant of the first time, ISO 8601. */
  readonly at: string;
  times: number;
}

/** Different events that wait at most: bounds memory under a flood. */
export const WAITING_MAX = 1_000;

/** Characters of a thing at most: it may be what somebody typed. */
const THING_LENGTH_MAX = 120;

/**
 * Events in memory, until a batch of them is written. The very same event again only counts up, so that a page that
 * reloads, or somebody who tries and tries, is one record; what finds no room is counted as dropped.
 */
export class AccessBuffer {
  #waiting = new Map<string, WaitingEvent>();
  /** By hour. */
  #dropped = new Map<string, number>();
  #hour = "";
  #notBefore = "";

  get isEmpty(): boolean {
    return this.#waiting.size === 0 && this.#dropped.size === 0;
  }

  /** The hour that events are counted in now; it never goes back, whatever the clock does. */
  turn(now: Date): string {
    const hour = toHour(now);
    if (hour > this.#hour) this.#hour = hour;
    return this.#hour;
  }

  /** @param notBefore - beginning of the earliest hour that may still get records. */
  startAt(notBefore: string): void {
    this.#notBefore = notBefore;
    if (notBefore > this.#hour) this.#hour = notBefore;
  }

  /** @param at - when it happened, if that is not now. */
  add(event: AccessEvent, now: Date, at = now.toISOString()): void {
    const hour = this.turn(now);
    const thing = event.thing?.slice(0, THING_LENGTH_MAX) ?? null;
    const key = JSON.stringify([hour, event.kind, event.accountId, event.door, thing, event.outcome, event.source]);
    const same = this.#waiting.get(key);
    if (same !== undefined) same.times += 1;
    else if (this.#waiting.size >= WAITING_MAX) this.drop(hour, 1);
    else this.#waiting.set(key, { ...event, thing, hour, at, times: 1 });
  }

  /** Takes the oldest events out, at most so many. */
  take(countMax: number): WaitingEvent[] {
    const taken = [...this.#waiting].slice(0, countMax);
    for (const [key] of taken) this.#waiting.delete(key);
    return taken.map(([, event]) => ({ ...event, hour: this.#toOpenHour(event.hour) }));
  }

  drop(hour: string, count: number): void {
    this.#dropped.set(hour, (this.#dropped.get(hour) ?? 0) + count);
  }

  /** Takes what was dropped since the last call, by hour. */
  takeDropped(): ReadonlyMap<string, number> {
    const dropped = new Map<string, number>();
    for (const [hour, count] of this.#dropped) {
      const open = this.#toOpenHour(hour);
      dropped.set(open, (dropped.get(open) ?? 0) + count);
    }
    this.#dropped = new Map();
    return dropped;
  }

  /** What was noted before anybody had looked which hours are rooted already. */
  #toOpenHour(hour: string): string {
    return hour < this.#notBefore ? this.#notBefore : hour;
  }
}
