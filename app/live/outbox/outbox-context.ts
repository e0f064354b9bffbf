import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { Outbox } from "./outbox.ts";
import type { OutboxEntry, OutboxSubject } from "./outbox-entry.ts";
import { isSettled, listUnsent, NO_ROWS, type OutboxRow, type OutboxRows } from "./outbox-rows.ts";
import { readHead } from "./read-entry.ts";

/** Where commands wait. `memory`: this browser keeps nothing, so unsent work goes with the page. */
export type OutboxStorage = "opening" | "durable" | "memory";

export interface OutboxDesk {
  /** Null on the server and before the effects ran. */
  readonly outbox: Outbox | null;
  readonly storage: OutboxStorage;
}

export const OutboxContext = createContext<OutboxDesk>({ outbox: null, storage: "opening" });

/** What commands of this part of the page are about; lists of unsent work name it. */
export const OutboxSubjectContext = createContext<OutboxSubject | null>(null);

const subscribeToNothing = (): (() => void) => () => undefined;

/** Every command that this page knows of, as it stands now. */
export function useOutboxRows(): OutboxRows {
  const { outbox } = useContext(OutboxContext);
  return useSyncExternalStore(
    outbox?.subscribe ?? subscribeToNothing,
    () => outbox?.get() ?? NO_ROWS,
    () => NO_ROWS,
  );
}

/** Commands of the account that are in no log yet, in the order in which they were written. */
export function useUnsent(): readonly OutboxRow[] {
  const rows = useOutboxRows();
  return useMemo(() => listUnsent(rows), [rows]);
}

/** Commands about an item that its page does not show as recorded: waiting, being sent, refused. */
export function usePending(itemId: string): readonly OutboxRow[] {
  const rows = useOutboxRows();
  return useMemo(
    () => [...rows.values()].filter(({ entry, status }) => entry.subject?.itemId === itemId && !isSettled(status)),
    [rows, itemId],
  );
}

/**
 * The command of this type about an item that the page does not show yet, also of before a reload; null when none is.
 *
 * Nothing may be written upon it: the next command names the version that this one makes. One that was refused stands
 * in nobody's way.
 *
 * @param version - what the page shows. A command that was recorded upon it is on its way to the page.
 */
export function useAwaited(itemId: string, type: OutboxEntry["type"], version: number): OutboxRow | null {
  const rows = useOutboxRows();
  const isAwaited = ({ entry, status }: OutboxRow): boolean =>
    entry.type === type &&
    entry.subject?.itemId === itemId &&
    status.state !== "refused" &&
    (!isSettled(status) || readHead(entry).expects === version);
  return [...rows.values()].find(isAwaited) ?? null;
}
