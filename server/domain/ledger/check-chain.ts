import type { Act } from "../event/act.ts";
import { CheckTally } from "./check-tally.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";
import { type Entry, FIRST_PREV } from "./entry.ts";

/** Checks that each entry stands where it says: sequence, log, time, and the link to the entry before it. */
export class ChainCheck {
  readonly sequence = new CheckTally("sequence");
  readonly time = new CheckTally("time");
  readonly previous = new CheckTally("previous");
  #log: string | null = null;
  #nextSeq = 0;
  #lastAt = "";
  #lastLeaf = FIRST_PREV;
  /** An entry whose successor names another hash: which of the two was changed shows only one entry later. */
  #brokenLink: { seq: number; nextSeq: number } | null = null;

  /** Place that the next entry has to have. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Log that the newest entry says it is of; null before the first. */
  get log(): string | null {
    return this.#log;
  }

  /** Whether every link so far holds. */
  get isWhole(): boolean {
    return this.previous.failed === null && this.#brokenLink === null;
  }

  /**
   * @param disclosed - null when the line is no entry: it takes a place all the same.
   * @param leaf - its leaf hash in hex.
   */
  add(disclosed: DisclosedEntry | null, leaf: string): void {
    if (disclosed !== null) {
      this.#checkPlace(disclosed.entry);
      this.#checkLog(disclosed);
      this.#checkTime(disclosed.entry);
      this.#checkLink(disclosed.entry);
    }
    this.#lastLeaf = leaf;
    this.#nextSeq = (disclosed?.entry.seq ?? this.#nextSeq) + 1;
  }

  /** After the last entry. */
  finish(log: string): void {
    this.#settleBrokenLink(false);
    if (this.#log !== null && this.#log !== log) {
      this.sequence.fail(this.#nextSeq - 1, `the entries end in the log ${this.#log}, the header names ${log}`);
    }
  }

  #checkPlace({ seq }: Entry): void {
    const expected = this.#nextSeq;
    if (seq > expected) this.sequence.fail(expected, `entry ${expected} is missing: ${seq} stands in its place`);
    else if (seq < expected) this.sequence.fail(seq, `entry ${seq} stands where ${expected} is due`);
    else this.sequence.pass();
  }

  /** A recovered log goes on under another name, from the entry on that says so. */
  #checkLog({ entry: { seq, log }, type, parts, act }: DisclosedEntry): void {
    const before = this.#log;
    this.#log = log;
    if (type === "log.created" && before === log) {
      this.sequence.fail(seq, `entry ${seq} begins the log ${log} in its middle`);
    }
    if (before === null || before === log) return;
    if (type === null || (type === "log.created" && parts.value === null)) {
      this.sequence.withhold("why the log goes on under another name");
      return;
    }
    const previous = type === "log.created" && act !== null ? (act as Act<"log.created">).value.previous : null;
    if (previous?.origin === before && previous.entries === seq) return;
    this.sequence.fail(seq, `entry ${seq} is of the log ${log}, and is no recovery of ${before}`);
  }

  #checkTime({ seq, at }: Entry): void {
    if (at < this.#lastAt) this.time.fail(seq, `entry ${seq} is of ${at}, before its predecessor of ${this.#lastAt}`);
    else this.time.pass();
    this.#lastAt = at;
  }

  #checkLink({ seq, prev }: Entry): void {
    const isLinked = prev === this.#lastLeaf;
    this.#settleBrokenLink(!isLinked);
    if (isLinked) this.previous.pass();
    // Where an entry is missing or extra, its neighbour is no suspect: the entry that does not fit is named itself.
    else this.#brokenLink = { seq: seq === this.#nextSeq ? seq - 1 : seq, nextSeq: seq };
  }

  /**
   * Names the entry that broke the chain. When the successor of a changed entry is itself untouched, the link after it
   * holds; when that one is broken too, the successor is what was changed.
   */
  #settleBrokenLink(isNextBroken: boolean): void {
    if (!this.#brokenLink) return;
    const { seq, nextSeq } = this.#brokenLink;
    const named = isNextBroken || seq < 0 ? nextSeq : seq;
    this.previous.fail(named, `entry ${nextSeq} does not name the hash of the entry before it: see entry ${named}`);
    this.#brokenLink = null;
  }
}
