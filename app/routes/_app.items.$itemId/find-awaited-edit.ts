import { isSettled, type OutboxRow } from "#app/live/outbox/outbox-rows.ts";

export interface EditedThing {
  readonly type: "annotation.revised" | "message.revised";
  /** Of the note, or of the reply. */
  readonly id: string;
  /** What the page shows. */
  readonly version: number;
}

/**
 * The edit of a note or a reply that is on its way, or recorded and not yet on the page; null when there is none. One
 * that was refused stands in nobody's way: its person chooses between the two versions.
 */
export function findAwaitedEdit(rows: readonly OutboxRow[], { type, id, version }: EditedThing): OutboxRow | null {
  const isAwaited = ({ entry, status }: OutboxRow): boolean => {
    if (entry.type !== type || status.state === "refused") return false;
    const value = JSON.parse(entry.envelope.parts.value) as { annotation: string; message?: string; version: number };
    const isOf = (type === "annotation.revised" ? value.annotation : value.message) === id;
    return isOf && (!isSettled(status) || value.version > version);
  };
  return rows.find(isAwaited) ?? null;
}
