import type { z } from "zod";
import { ANNOTATION_EVENTS } from "./annotation-events.ts";
import { ASSIGNMENT_EVENTS } from "./assignment-events.ts";
import { CONFLICT_EVENTS } from "./conflict-events.ts";
import { ERASURE_EVENTS } from "./erasure-events.ts";
import { EVIDENCE_EVENTS } from "./evidence-events.ts";
import { LOG_EVENTS } from "./log-events.ts";
import { OLDER_VERSIONS } from "./older-versions.ts";
import { PROCESS_EVENTS } from "./process-events.ts";
import { ROUND_EVENTS } from "./round-events.ts";
import { CASE_EVENTS, SCORE_EVENTS } from "./score-events.ts";

/**
 * Every event that the ledger can hold, by type, with one schema for each part: the shapes that are written today.
 * A changed shape is a new version; the old one moves to `OLDER_VERSIONS` and stays readable for ever.
 */
export const EVENTS = {
  ...SCORE_EVENTS,
  ...CASE_EVENTS,
  ...ANNOTATION_EVENTS,
  ...PROCESS_EVENTS,
  ...ROUND_EVENTS,
  ...ASSIGNMENT_EVENTS,
  ...CONFLICT_EVENTS,
  ...EVIDENCE_EVENTS,
  ...LOG_EVENTS,
  ...ERASURE_EVENTS,
};

export type EventType = keyof typeof EVENTS;
export type ValuePart<T extends EventType> = z.infer<(typeof EVENTS)[T]["value"]>;
export type TextPart<T extends EventType> = z.infer<(typeof EVENTS)[T]["text"]>;

/** Whether a type read from outside is one of ours. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}

/** The version in which an event is written today: one above the newest that was superseded. */
export function currentVersion(type: EventType): number {
  return Object.keys(OLDER_VERSIONS[type] ?? {}).length + 1;
}
