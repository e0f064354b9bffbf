import { computeBackoffMs } from "./backoff.ts";

/**
 * Ends when another try makes sense: when the network is back, or after a while.
 *
 * @param failures - tries that failed before, ≥ 0.
 * @throws the signal's reason when it aborts.
 */
export async function pauseForNetwork(failures: number, signal?: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const until = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  await new Promise<void>((resolve) => {
    const end = (): void => resolve();
    addEventListener("online", end, { signal: until });
    // The browser does not always tell when the network is back.
    const timer = setTimeout(end, computeBackoffMs(failures, Math.random()));
    until.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  ended.abort();
  signal?.throwIfAborted();
}
