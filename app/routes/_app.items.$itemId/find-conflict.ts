import { type Act, parseParts } from "#domain/event/act.ts";
import type { EventType } from "#domain/event/catalogue.ts";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";
import type { OutboxRow } from "#app/live/outbox/outbox-rows.ts";

/** A command that was refused because what it changes had moved on. */
export interface Conflict<T extends EventType> {
  readonly command: string;
  /** What was sent. */
  readonly act: Act<T>;
  readonly details: Readonly<Record<string, JsonValue>>;
  /** Version that stood when it was refused. */
  readonly actual: number;
}

/**
 * The first of a page's commands that waits for its person because of another version.
 *
 * @param rows - in the order in which they were written.
 * @param isAbout - which of the types' acts are meant; all when left out.
 */
export function findConflict<T extends EventType>(
  rows: readonly OutboxRow[],
  types: readonly T[],
  isAbout: (act: Act<T>) => boolean = () => true,
): Conflict<T> | null {
  for (const { entry, status } of rows) {
    if (status.state !== "refused" || !status.code.endsWith(".version-conflict")) continue;
    const parsed = parseParts(entry.envelope.parts);
    if (!parsed.ok || !(types as readonly EventType[]).includes(parsed.act.head.type)) continue;
    const act = parsed.act as Act<T>;
    if (!isAbout(act)) continue;
    const { details } = status;
    return { command: entry.command, act, details, actual: Number(details["actual"] ?? 0) };
  }
  return null;
}
