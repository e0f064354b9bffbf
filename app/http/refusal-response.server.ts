import { data } from "@remix-run/node";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";
import { isRefusal, toRefusalKey, toRefusalStatus } from "#domain/refusal-status.ts";

/** What a page hears of a refusal. */
export interface RefusalView {
  readonly code: string;
  /** Key of the sentence in the catalogues. */
  readonly key: string;
  readonly details: Readonly<Record<string, JsonValue>>;
}

/**
 * Turns what a service threw into an answer: an action returns it, a loader throws it.
 *
 * What is absent and what is hidden get one and the same answer, which names nothing.
 *
 * @throws what is no refusal, unchanged.
 */
export function refusalResponse(error: unknown) {
  if (!isRefusal(error)) throw error;
  const status = toRefusalStatus(error.code);
  const code = status === 404 ? "thing.absent" : error.code;
  const details = status === 404 ? {} : error.details;
  const refusal: RefusalView = { code, key: toRefusalKey(code), details };
  const { waitSeconds } = details;
  const headers: HeadersInit = typeof waitSeconds === "number" ? { "Retry-After": String(waitSeconds) } : {};
  return data({ refusal }, { status, headers });
}
