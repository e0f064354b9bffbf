import { once as nodeOnce } from "node:events";
import type { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** How long to wait, and what the message calls the thing that did not come. */
export interface UntilOptions {
  /** Limit in milliseconds; 10 000 when left out. */
  readonly timeoutMs?: number;
  /** What was waited for, for the message; the check's own text when left out. */
  readonly what?: string;
}

const POLL_MS = 5;

/**
 * Waits until a check holds: the only place in tests with a timer. An event of its own is better, see `once`.
 *
 * @param check - anything truthy ends the wait; a throw counts as "not yet", so `expect` may stand in it.
 * @returns what the check gave.
 * @throws Error naming what was waited for and the limit; its cause is the check's last throw.
 */
export async function until<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000, what = check.toString() }: UntilOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause });
    await wait(POLL_MS);
  }
}

/**
 * Waits for the next event of that name.
 *
 * @returns the event's arguments, in order.
 * @throws Error when the limit passes first; the emitter's own error when it emits `error` meanwhile.
 */
export async function once(
  emitter: EventEmitter | EventTarget,
  event: string,
  { timeoutMs = 10_000, what = `event "${event}"` }: UntilOptions = {},
): Promise<unknown[]> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await nodeOnce(emitter as EventEmitter, event, { signal });
  } catch (cause) {
    if (signal.aborted) throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause });
    throw cause;
  }
}
