import type { Act } from "../event/act.ts";
import { bytesEqual, toHex } from "./bytes.ts";
import type { ChainCheck } from "./check-chain.ts";
import { CheckTally } from "./check-tally.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { CompactRange } from "./compact-range.ts";
import type { Sha256 } from "./merkle-tree.ts";

/** Checks that the entries are those that each signed checkpoint covers. */
export class RootCheck {
  readonly tally = new CheckTally("roots");
  readonly #range: CompactRange;
  readonly #chain: ChainCheck;
  /** Entries before the newest checkpoint line; null before the first. */
  #coveredSize: number | null = null;

  /** @param chain - also told of entries that no checkpoint covers. */
  constructor(sha256: Sha256, chain: ChainCheck) {
    this.#range = new CompactRange(sha256);
    this.#chain = chain;
  }

  /** Entries so far. */
  get size(): number {
    return this.#range.size;
  }

  append(leaf: Uint8Array): void {
    this.#range.append(leaf);
  }

  /** A checkpoint line; null when its note is not signed as it must be. */
  cover(checkpoint: Checkpoint | null): void {
    const before = this.#coveredSize ?? 0;
    this.#coveredSize = this.size;
    if (checkpoint === null) this.tally.fail(null, "no signed root to compare with");
    else if (checkpoint.size !== this.size) this.#failSize(checkpoint.size);
    else if (bytesEqual(this.#range.computeRoot(), checkpoint.root)) this.tally.pass();
    else this.#failRoot(before);
  }

  /**
   * The first entry of a recovered log, before it is appended: it names the root that the old log had signed. Where
   * entries are lost that root cannot be computed any more.
   */
  continueFrom({ value: { previous } }: Act<"log.created">): void {
    if (previous === null) return;
    if (previous.size !== this.size) this.tally.withhold("root of the log before the recovery: entries are lost");
    else if (toHex(this.#range.computeRoot()) === previous.root) this.tally.pass();
    else
      this.tally.fail(null, `the ${this.size} entries before the recovery are not those that the old log had signed`);
  }

  /** After the last line. */
  finish(): void {
    if (this.#coveredSize === null) this.tally.fail(null, "no checkpoint to compare the root with");
    else if (this.#coveredSize < this.size) this.#fail(this.#coveredSize, `entry ${this.#coveredSize} is not covered`);
  }

  #failSize(size: number): void {
    const count = this.size;
    const isShort = count < size;
    this.#fail(
      Math.min(count, size),
      isShort ? `the checkpoint covers ${size} entries, the export has ${count}` : `entry ${size} is not covered`,
    );
  }

  #fail(seq: number, detail: string): void {
    this.#chain.sequence.fail(seq, detail);
    this.tally.fail(seq, detail);
  }

  /** @param before - size of the checkpoint before it: what it covers was found as it was signed. */
  #failRoot(before: number): void {
    const last = this.size - 1;
    // A change that no later entry contradicts is in the last one, or every hash after it was made anew.
    if (!this.#chain.isWhole || last < 0) this.tally.fail(null, "the root is not the signed one");
    else {
      const earlier = last === before ? "" : `, or one from ${before} on and all hashes after it`;
      this.tally.fail(last, `the root is not the signed one: entry ${last} was changed${earlier}`);
    }
  }
}
