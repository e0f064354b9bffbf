import type { z } from "zod";
import { ANNOTATION_EVENTS } from "./annotation-events.ts";
import { PROCESS_EVENTS } from "./process-events.ts";
import { CASE_EVENTS, SCORE_EVENTS } from "./score-events.ts";

/**
 * Every event that the ledger can hold, by type, with one schema for each part. All are of version 1: a changed shape
 * becomes a new version beside the old one, which stays readable for ever.
 */
export const EVENTS = { ...SCORE_EVENTS, ...CASE_EVENTS, ...ANNOTATION_EVENTS, ...PROCESS_EVENTS };

export type EventType = keyof typeof EVENTS;
export type ValuePart<T extends EventType> = z.infer<(typeof EVENTS)[T]["value"]>;
export type TextPart<T extends EventType> = z.infer<(typeof EVENTS)[T]["text"]>;

/** Whether a type read from outside is one of ours. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}
