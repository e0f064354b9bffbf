import type { Act } from "../event/act.ts";
import { CheckTally } from "./check-tally.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";
import { LoggedRounds } from "./logged-rounds.ts";
import { SeqSet } from "./seq-set.ts";
import type { ExtraCheck } from "./verify-log.ts";

/**
 * Check that each opening of a batch opens exactly the seals that stood: each was made before it, on an item of the
 * batch, was not replaced or withdrawn, and none that stood is missing or named twice.
 *
 * @param options.isOneItem - true when the entries are those of one item: its opening names seals of others too.
 */
export function createSealsCheck({ isOneItem }: { isOneItem: boolean } = { isOneItem: false }): ExtraCheck {
  return new SealsCheck(isOneItem);
}

/** A seal that nothing has replaced or withdrawn and no opening has opened. */
interface Standing {
  readonly seq: number;
  readonly batch: string | null;
}

class SealsCheck implements ExtraCheck {
  readonly #tally = new CheckTally("seals");
  readonly #rounds = new LoggedRounds();
  /** By item and actor. */
  readonly #standing = new Map<string, Standing>();
  readonly #keys = new Map<number, string>();
  /** Seals that were replaced, withdrawn or opened. */
  readonly #ended = new SeqSet();
  readonly #disclosed = new SeqSet();
  readonly #isOneItem: boolean;

  constructor(isOneItem: boolean) {
    this.#isOneItem = isOneItem;
  }

  onEntry({ entry, type, act }: DisclosedEntry): void {
    if (type === null) return;
    const { seq } = entry;
    this.#disclosed.add(seq);
    if (act === null) {
      if (type === "batch.opened") this.#tally.withhold("which seals an opening names");
      return;
    }
    this.#rounds.add(act);
    if (act.head.case !== undefined) return;
    if (type === "score.sealed") this.#seal(act as Act<"score.sealed">, seq);
    else if (type === "score.withdrawn") this.#end(toKey(act));
    else if (type === "batch.opened") this.#open(act as Act<"batch.opened">, seq);
  }

  finish() {
    return this.#tally.toCheck();
  }

  #seal(act: Act<"score.sealed">, seq: number): void {
    const key = toKey(act);
    this.#end(key);
    this.#standing.set(key, { seq, batch: this.#rounds.findBatch(act.head) });
    this.#keys.set(seq, key);
  }

  #end(key: string): void {
    const standing = this.#standing.get(key);
    if (standing === undefined) return;
    this.#standing.delete(key);
    this.#keys.delete(standing.seq);
    this.#ended.add(standing.seq);
  }

  #open({ head, value }: Act<"batch.opened">, seq: number): void {
    const batch = head.batch ?? "";
    const named = new Set<number>();
    for (const seal of value.seals) {
      if (named.has(seal)) this.#tally.fail(seal, `the opening of ${batch}, entry ${seq}, names seal ${seal} twice`);
      else this.#checkSeal(seal, { batch, seq });
      named.add(seal);
    }
    for (const [key, standing] of this.#standing) {
      if (standing.batch !== batch && !this.#isOneItem) continue;
      if (!named.has(standing.seq)) {
        this.#tally.fail(standing.seq, `the opening of ${batch}, entry ${seq}, leaves out seal ${standing.seq}`);
      }
      this.#end(key);
    }
  }

  #checkSeal(seal: number, opening: { batch: string; seq: number }): void {
    const fail = (what: string): void => {
      this.#tally.fail(
        seal,
        `the opening of ${opening.batch}, entry ${opening.seq}, names entry ${seal}, which ${what}`,
      );
    };
    const standing = this.#standing.get(this.#keys.get(seal) ?? "");
    if (seal >= opening.seq) fail("was not made before it");
    else if (standing?.batch === opening.batch || (this.#isOneItem && standing !== undefined)) this.#tally.pass();
    else if (standing?.batch === null) this.#tally.withhold("the framework that says what a batch is");
    else if (standing !== undefined) fail(`is a seal of ${standing.batch ?? ""}`);
    else if (this.#ended.has(seal)) fail("was replaced, withdrawn or opened before");
    else if (this.#disclosed.has(seal)) fail("is no seal");
    else if (!this.#isOneItem) this.#tally.withhold("a seal that an opening names");
  }
}

function toKey({ head }: Act): string {
  return `${head.item ?? ""}/${head.actor}`;
}
