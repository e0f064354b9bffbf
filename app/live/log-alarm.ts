import { useSyncExternalStore } from "react";
import type { ReceiptFault } from "#domain/ledger/receipt.ts";
import type { LogIdentity } from "./public-log.ts";

/**
 * What is wrong with the log. `history`: it does not continue what this browser has kept of it; `cut`: it has become
 * shorter; `record`: an entry is not, or no longer, what its receipt says; the others: a receipt that does not fit what
 * was sent.
 */
export type LogFault = ReceiptFault | "history" | "cut" | "record";

/** The log, or whoever runs it, was caught. Kept until somebody says that it was looked into. */
export interface LogAlarm {
  readonly kind: "assay-log-alarm";
  readonly v: 1;
  /** UTC instant of this browser's clock. */
  readonly at: string;
  readonly fault: LogFault;
  readonly log: LogIdentity;
  /** Everything that was looked at, as it was sent and served: what the auditor needs. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

const listeners = new Set<() => void>();
/** Of an account alone: the evidence may hold what it sent. */
const keyOf = (account: string): string => `assay.alarm/${account}`;
/** Where there is no storage, an alarm lasts as long as the page. */
const unstored = new Map<string, LogAlarm>();

/** Freezes sending for the account, in every window of this browser. The first alarm stands: it has the evidence. */
export function raiseLogAlarm(account: string, found: Pick<LogAlarm, "fault" | "log" | "evidence">): void {
  if (findLogAlarm(account) !== null) return;
  const alarm: LogAlarm = { kind: "assay-log-alarm", v: 1, at: new Date().toISOString(), ...found };
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(alarm));
  } catch {
    unstored.set(account, alarm);
  }
  for (const listener of listeners) listener();
}

/** Null while nothing is wrong. */
export function findLogAlarm(account: string): LogAlarm | null {
  try {
    const text = localStorage.getItem(keyOf(account));
    if (text !== null) return JSON.parse(text) as LogAlarm;
  } catch {
    // Nothing is kept, or nothing that can be read.
  }
  return unstored.get(account) ?? null;
}

/** Lets commands be sent again. */
export function endLogAlarm(account: string): void {
  unstored.delete(account);
  try {
    localStorage.removeItem(keyOf(account));
  } catch {
    // There was none.
  }
  for (const listener of listeners) listener();
}

/** The alarm of the account, as it is raised and ended in any window. */
export function useLogAlarm(account: string): LogAlarm | null {
  const isRaised = useSyncExternalStore(
    subscribe,
    () => findLogAlarm(account) !== null,
    () => false,
  );
  return isRaised ? findLogAlarm(account) : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}
