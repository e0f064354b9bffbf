import { useMemo } from "react";
import { type Act, parseParts } from "#domain/event/act.ts";
import { useOutboxRows } from "#app/live/outbox/outbox-context.ts";
import type { OutboxRow } from "#app/live/outbox/outbox-rows.ts";
import { findAwaitedEdit } from "./find-awaited-edit.ts";

/** An own edit that is on its way, and how it stands. */
export interface AwaitedEdit<T extends "annotation.revised" | "message.revised"> {
  readonly act: Act<T>;
  readonly row: OutboxRow;
}

/**
 * The own edit of a note or a reply that the page does not show yet, also of another tab and of before a reload; null
 * when none is. The next one would be upon a version that nobody has seen: it waits for this one.
 *
 * @param version - what the page shows.
 */
export function useAwaitedEdit<T extends "annotation.revised" | "message.revised">(
  type: T,
  id: string,
  version: number,
): AwaitedEdit<T> | null {
  const rows = useOutboxRows();
  return useMemo(() => {
    const row = findAwaitedEdit([...rows.values()], { type, id, version });
    const parsed = row === null ? null : parseParts(row.entry.envelope.parts);
    return row === null || parsed === null || !parsed.ok ? null : { act: parsed.act as Act<T>, row };
  }, [rows, type, id, version]);
}
