import type { Refusal } from "./refusal.ts";

/** Rules about who acts: all their reasons are 403. */
const FORBIDDEN_NOUNS: ReadonlySet<string> = new Set(["two-persons", "fresh-eyes"]);

/** Status by a code's reason, the part after the last dot. */
const STATUS_BY_REASON: Readonly<Record<string, number>> = {
  "signed-out": 401,
  forbidden: 403,
  "csrf-missing": 403,
  "needs-second-person": 403,
  absent: 404,
  // The thing is not, or no longer, as the sender saw it: look again, then decide.
  "facts-differ": 409,
  "id-reused": 409,
  exists: 409,
  "is-hidden": 409,
  "is-shown": 409,
  frozen: 409,
  taken: 409,
  "entity-taken": 409,
  "other-phase": 409,
  "other-state": 409,
  "no-such-move": 409,
  "not-opened": 409,
  "not-ready": 409,
  "not-stored": 409,
  "not-witnessed": 409,
  "items-not-final": 409,
  "before-due": 409,
  "calendar-incomplete": 409,
  "cases-open": 409,
  "change-settled": 409,
  "few-experts": 409,
  "no-approval": 409,
  "no-panel": 409,
  "no-policy": 409,
  "not-frozen": 409,
  "opened-items": 409,
  "past-grace": 409,
  "seals-missing": 409,
  "evidence-not-frozen": 409,
  "nothing-to-withdraw": 409,
  "nothing-to-reaffirm": 409,
  "evidence-unsettled": 409,
  "too-late": 409,
  "too-large": 413,
  throttled: 429,
  busy: 503,
  stopped: 503,
  full: 507,
};

/** HTTP status of a refusal, 422 when it is about what was sent; a WebSocket closes with 4000 + status. */
export function toRefusalStatus(code: string): number {
  const dot = code.lastIndexOf(".");
  const reason = code.slice(dot + 1);
  if (FORBIDDEN_NOUNS.has(code.slice(0, Math.max(dot, 0)))) return 403;
  if (reason.endsWith("-conflict") || reason.endsWith("-moved")) return 409;
  return Object.hasOwn(STATUS_BY_REASON, reason) ? STATUS_BY_REASON[reason]! : 422;
}

/** Key of the sentence in the catalogues: namespace `errors`, group `refusal`. */
export function toRefusalKey(code: string): string {
  return `errors:refusal.${code}`;
}

/** True for a refusal of either copy of the class: pages are built apart from the server and carry their own. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === "Refusal" && "code" in error && typeof error.code === "string";
}
