import type { Head } from "../event/head.ts";

/** What it looks at in an act; an `Act` has all of it. */
export interface BlindAct {
  readonly head: Pick<Head, "type" | "actor" | "item" | "case" | "batch">;
  /** Of annotations and messages: names the annotation. */
  readonly value: unknown;
}

/**
 * Finds what its author replaced, withdrew or removed before the opening, an earlier version of a reply
 * and the replies under a removed annotation included.
 * The opening discloses what stood then; these entries stay their author's alone.
 *
 * Give it every act of the log in order; it looks at seals, annotations, messages and openings.
 */
export class BlindLeftovers {
  readonly #batchOf: (itemId: string) => string | undefined;
  readonly #openedBatches = new Set<string>();
  /** Standing entry of a seal, an annotation or a reply, by what it is of. */
  readonly #standing = new Map<string, number>();
  /** Replies by annotation. */
  readonly #replies = new Map<string, number[]>();
  readonly #leftovers = new Set<number>();

  /** @param batchOf - the batch that an item is opened with. */
  constructor(batchOf: (itemId: string) => string | undefined) {
    this.#batchOf = batchOf;
  }

  add(seq: number, act: BlindAct): void {
    const { head } = act;
    if (head.type === "batch.opened") this.#openedBatches.add(head.batch ?? "");
    if (head.item === undefined || head.case !== undefined) return;
    if (this.#openedBatches.has(this.#batchOf(head.item) ?? "")) return;
    if (head.type === "message.posted" || head.type === "message.revised") this.#addReply(seq, act);
    const key = toKey(act);
    if (key === null) return;
    const replaced = this.#standing.get(key);
    if (replaced !== undefined) this.#leftovers.add(replaced);
    if (head.type === "score.withdrawn" || head.type === "annotation.removed") {
      this.#leftovers.add(seq);
      for (const reply of this.#replies.get(key) ?? []) this.#leftovers.add(reply);
      this.#standing.delete(key);
    } else {
      this.#standing.set(key, seq);
    }
  }

  #addReply(seq: number, act: BlindAct): void {
    const key = `annotation/${(act.value as { annotation: string }).annotation}`;
    this.#replies.set(key, [...(this.#replies.get(key) ?? []), seq]);
  }

  has(seq: number): boolean {
    return this.#leftovers.has(seq);
  }
}

function toKey(act: BlindAct): string | null {
  const { head } = act;
  if (head.type === "score.sealed" || head.type === "score.withdrawn") return `score/${head.item}/${head.actor}`;
  if (head.type === "message.posted" || head.type === "message.revised") {
    return `message/${(act.value as { message: string }).message}`;
  }
  if (head.type !== "annotation.created" && head.type !== "annotation.revised" && head.type !== "annotation.removed") {
    return null;
  }
  return `annotation/${(act.value as { annotation: string }).annotation}`;
}
