import type { Refusal } from "./refusal.ts";

/** Status by a code's reason, the part after the last dot; whatever is not listed is 400. */
const STATUS_BY_REASON: Readonly<Record<string, number>> = {
  "signed-out": 401,
  forbidden: 403,
  "csrf-missing": 403,
  absent: 404,
  "version-conflict": 409,
  "facts-differ": 409,
  taken: 409,
  "too-large": 413,
  wrong: 422,
  invalid: 422,
  throttled: 429,
  busy: 503,
};

/** HTTP status of a refusal; a WebSocket closes with 4000 + status. */
export function toRefusalStatus(code: string): number {
  const reason = code.slice(code.lastIndexOf(".") + 1);
  return Object.hasOwn(STATUS_BY_REASON, reason) ? STATUS_BY_REASON[reason]! : 400;
}

/** Key of the sentence in the catalogues: namespace `errors`, group `refusal`. */
export function toRefusalKey(code: string): string {
  return `errors:refusal.${code}`;
}

/** True for a refusal of either copy of the class: pages are built apart from the server and carry their own. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === "Refusal" && "code" in error && typeof error.code === "string";
}
