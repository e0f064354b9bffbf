import { Refusal } from "../domain/refusal.ts";

const MINUTE_MS = 60_000;

/** Bounds what one account may have under way and begin, and what all may together. */
export class RequestLimits {
  readonly #beginsPerMinute: number;
  readonly #openMax: number;
  readonly #now: () => Date;
  readonly #open = new Map<string, number>();
  readonly #begun = new Map<string, number[]>();
  #openAll = 0;

  constructor(options: { now: () => Date; beginsPerMinute?: number; openRequestsMax?: number }) {
    this.#now = options.now;
    this.#beginsPerMinute = options.beginsPerMinute ?? 120;
    this.#openMax = options.openRequestsMax ?? 8;
  }

  /**
   * @returns what ends the request; calling it again does nothing.
   * @throws Refusal `upload.throttled` when there are too many.
   */
  enter(accountId: string, isBegin: boolean): () => void {
    const open = this.#open.get(accountId) ?? 0;
    // Eight people who send as much as they may leave the server its time for everybody else.
    if (open >= this.#openMax || this.#openAll >= this.#openMax * 8) throw new Refusal("upload.throttled");
    if (isBegin) this.#countBegin(accountId);
    this.#open.set(accountId, open + 1);
    this.#openAll += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#openAll -= 1;
      const left = (this.#open.get(accountId) ?? 1) - 1;
      if (left === 0) this.#open.delete(accountId);
      else this.#open.set(accountId, left);
    };
  }

  #countBegin(accountId: string): void {
    const since = this.#now().getTime() - MINUTE_MS;
    const recent = (this.#begun.get(accountId) ?? []).filter((at) => at > since);
    if (recent.length >= this.#beginsPerMinute) throw new Refusal("upload.throttled");
    this.#begun.set(accountId, [...recent, since + MINUTE_MS]);
  }
}
