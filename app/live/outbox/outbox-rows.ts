import type { CommandAnswer } from "../send-command.ts";
import type { OutboxEntry, PlacedEntry } from "./outbox-entry.ts";

/** How a command stands. Only `recorded` and `witnessed` are in the log. */
export type OutboxStatus =
  /** Stored here, and sent when it can be. */
  | { readonly state: "waiting" }
  | { readonly state: "sending" }
  | Exclude<CommandAnswer, { state: "unanswered" }>
  /** A cosigned checkpoint covers it. */
  | { readonly state: "witnessed"; readonly seq: number };

export interface OutboxRow {
  readonly entry: OutboxEntry;
  /** False: it is in the memory of a page alone, and goes with it. */
  readonly isDurable: boolean;
  readonly status: OutboxStatus;
}

/** What happens to commands; told to every page of the account in this browser. */
export type OutboxEvent =
  | { readonly kind: "stored"; readonly entry: OutboxEntry; readonly isDurable: boolean }
  | { readonly kind: "started"; readonly command: string }
  /** No answer came: it waits for another try. */
  | { readonly kind: "unanswered"; readonly command: string }
  | { readonly kind: "answered"; readonly command: string; readonly status: OutboxStatus }
  | { readonly kind: "discarded"; readonly command: string }
  | { readonly kind: "witnessed"; readonly size: number };

/** Rows by command, in the order in which they were written. */
export type OutboxRows = ReadonlyMap<string, OutboxRow>;

export const NO_ROWS: OutboxRows = new Map();

/** How many settled commands a page remembers. */
const SETTLED_MAX = 50;

/** What was found in storage when the page opened, beside what the page has heard of since. */
export function loadRows(rows: OutboxRows, entries: readonly PlacedEntry[]): OutboxRows {
  const found = entries.map((entry): [string, OutboxRow] => [
    entry.command,
    { entry, isDurable: true, status: toStored(entry) },
  ]);
  return new Map([...found, ...rows]);
}

/** The rows after an event. One that is late, or of a command that nobody knows, changes nothing. */
export function applyEvent(rows: OutboxRows, event: OutboxEvent): OutboxRows {
  if (event.kind === "witnessed") return witness(rows, event.size);
  if (event.kind === "stored") {
    const { entry, isDurable } = event;
    const known = rows.get(entry.command);
    if (known !== undefined && isSettled(known.status)) return rows;
    return new Map(rows).set(entry.command, { entry, isDurable, status: toStored(entry) });
  }
  const row = rows.get(event.command);
  if (row === undefined || isSettled(row.status)) return rows;
  const next = new Map(rows);
  if (event.kind === "discarded") {
    next.delete(event.command);
    return next;
  }
  return forgetOldest(next.set(event.command, toNext(row, event)));
}

function toNext(
  row: OutboxRow,
  event: Exclude<OutboxEvent, { kind: "witnessed" | "stored" | "discarded" }>,
): OutboxRow {
  switch (event.kind) {
    case "started":
      return { ...row, entry: { ...row.entry, attempts: row.entry.attempts + 1 }, status: { state: "sending" } };
    case "unanswered":
      return { ...row, status: { state: "waiting" } };
    case "answered": {
      const { status } = event;
      const refusal = status.state === "refused" ? { code: status.code, details: status.details } : null;
      return { ...row, entry: { ...row.entry, refusal }, status };
    }
  }
}

/** In the log, for whatever happens to it here. */
export function isSettled({ state }: OutboxStatus): boolean {
  return state === "recorded" || state === "witnessed";
}

/** Rows that are in no log: what a person would lose with this browser. */
export function listUnsent(rows: OutboxRows): OutboxRow[] {
  return [...rows.values()].filter(({ status }) => !isSettled(status));
}

function toStored({ refusal }: OutboxEntry): OutboxStatus {
  return refusal === null ? { state: "waiting" } : { state: "refused", ...refusal };
}

function witness(rows: OutboxRows, size: number): OutboxRows {
  const next = [...rows].map(([command, row]): [string, OutboxRow] => {
    const { status } = row;
    const isCovered = status.state === "recorded" && status.seq < size;
    return [command, isCovered ? { ...row, status: { state: "witnessed", seq: status.seq } } : row];
  });
  return new Map(next);
}

function forgetOldest(rows: Map<string, OutboxRow>): OutboxRows {
  const settled = [...rows].filter(([, { status }]) => isSettled(status));
  for (const [command] of settled.slice(0, Math.max(0, settled.length - SETTLED_MAX))) rows.delete(command);
  return rows;
}
