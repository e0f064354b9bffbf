/** Where an item is between its agency and the support team. */
export const SUBMISSION_STATES = [
  /** More was asked for, and nothing has come yet. */
  "asked",
  /** The date of the request has passed, and nothing came. */
  "lapsed",
  /** Something came that the support team has not looked at. */
  "to-check",
  /** Nothing was handed in, and nothing more is asked for. */
  "nothing",
  "explanation-accepted",
  "complete",
] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** What tells the state. */
export interface SubmissionFacts {
  /** Entry of the newest document or explanation; null without any. */
  readonly newestSeq: number | null;
  /** What was found, and in which entry; null before the support team has looked. */
  readonly mark: { readonly seq: number; readonly result: "complete" | "explanation-accepted" } | null;
  /** The open request, and its entry; null without one. */
  readonly request: { readonly seq: number; readonly until: string } | null;
}

/** The state is computed and never stored. @param now - UTC instant, ISO 8601. */
export function findSubmissionState({ newestSeq, mark, request }: SubmissionFacts, now: string): SubmissionState {
  const newest = newestSeq ?? -1;
  if (request !== null && newest < request.seq) return request.until > now ? "asked" : "lapsed";
  if (newestSeq === null) return "nothing";
  return mark === null || mark.seq < newestSeq ? "to-check" : mark.result;
}

/** Whether the support team has nothing left to do with it. */
export function isSettled(state: SubmissionState): boolean {
  return state === "complete" || state === "explanation-accepted";
}
