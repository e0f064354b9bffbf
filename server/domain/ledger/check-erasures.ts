import type { Act } from "../event/act.ts";
import type { CheckTally } from "./check-tally.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";

/** Checks that a text that is said to be erased was erased by the rules: a confirmed erasure names its entry. */
export class ErasureCheck {
  readonly #commitments: CheckTally;
  /** Entries said to be erased that no erasure has named yet, ascending. */
  readonly #unnamed = new Set<number>();

  /** @param commitments - fails for an erasure that nobody confirmed. */
  constructor(commitments: CheckTally) {
    this.#commitments = commitments;
  }

  add(disclosed: DisclosedEntry): void {
    if (disclosed.isErased) this.#unnamed.add(disclosed.entry.seq);
    if (disclosed.type !== "erasure.confirmed" || disclosed.act === null) return;
    for (const seq of (disclosed.act as Act<"erasure.confirmed">).value.entries) this.#unnamed.delete(seq);
  }

  /** After the last entry. */
  finish(): void {
    for (const seq of this.#unnamed) {
      this.#commitments.fail(seq, `text of entry ${seq} is said to be erased, and no erasure of the log names it`);
    }
  }
}
