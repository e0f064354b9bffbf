import type { EventType } from "#domain/event/catalogue.ts";

const QUEUED = /^(choice|score|opinion|annotation(?!\.hidden)|message)\./;

/**
 * Whether a command may wait on the machine of its person until there is a network.
 *
 * One's own scores, opinions, notes and messages may: late, they are recorded or refused, their text kept. What decides
 * for others (finalise, sign, open, publish, hide) is done by somebody who sees how things stand now, never sent later.
 */
export function isQueueable(type: EventType): boolean {
  return QUEUED.test(type);
}
