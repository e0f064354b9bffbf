import { useSyncExternalStore } from "react";
import type { ReceiptFault } from "#domain/ledger/receipt.ts";
import { findLocalStores, whenLocalStores } from "./local/local-stores.ts";
import type { LocalVault } from "./local/local-vault.ts";
import type { LogIdentity } from "./public-log.ts";
import { type AlarmEvidence, type KeptEvidence, openAlarm, sealAlarm } from "./sealed-alarm.ts";

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
}

type StoredAlarm = LogAlarm & KeptEvidence;

const listeners = new Set<() => void>();
const keyOf = (account: string): string => `assay.alarm/${account}`;
/** Where there is no storage, an alarm lasts as long as the page. */
const unstored = new Map<string, StoredAlarm>();
/** Of alarms that this page raised: it is in no storage before the account's key is here. */
const gathered = new Map<string, { readonly at: string; readonly evidence: AlarmEvidence }>();

interface FoundFault extends Pick<LogAlarm, "fault" | "log"> {
  readonly evidence: AlarmEvidence;
}

/**
 * Freezes sending for the account, in every window of this browser, at once; the evidence is sealed as soon as the
 * account's key is here. The first alarm stands: it has the evidence.
 */
export function raiseLogAlarm(account: string, { fault, log, evidence }: FoundFault): void {
  if (findStored(account) !== null) return;
  const at = new Date().toISOString();
  gathered.set(account, { at, evidence });
  store(account, { kind: "assay-log-alarm", v: 1, at, fault, log, sealed: null });
  whenLocalStores(account, (stores) => {
    // A browser that cannot seal keeps the evidence in this page.
    void sealEvidence(account, stores.vault).catch(() => undefined);
  });
}

/**
 * Seals the evidence of the account's alarm: what this page gathered, or what an earlier version left in the clear.
 *
 * @throws DOMException when there is no room.
 */
export async function sealEvidence(account: string, vault: LocalVault): Promise<void> {
  const alarm = findStored(account);
  const evidence = alarm === null ? null : findOpenEvidence(account, alarm);
  if (alarm === null || evidence === null || (alarm.sealed ?? null) !== null) return;
  const sealed = await sealAlarm(vault, alarm, evidence);
  // It may have been ended meanwhile, or another one raised.
  if (findStored(account)?.at !== alarm.at) return;
  store(account, sealed);
}

/** The evidence of the account's alarm; null without the account's key, or when the page that had it is gone. */
export async function readEvidence(account: string): Promise<AlarmEvidence | null> {
  const alarm = findStored(account);
  if (alarm === null) return null;
  const vault = findLocalStores(account)?.vault;
  const isSealed = (alarm.sealed ?? null) !== null;
  return isSealed && vault !== undefined ? openAlarm(vault, alarm) : findOpenEvidence(account, alarm);
}

function findOpenEvidence(account: string, { at, evidence }: StoredAlarm): AlarmEvidence | null {
  const mine = gathered.get(account);
  return mine?.at === at ? mine.evidence : (evidence ?? null);
}

/** Null while nothing is wrong. */
export function findLogAlarm(account: string): LogAlarm | null {
  const alarm = findStored(account);
  if (alarm === null) return null;
  const { kind, v, at, fault, log } = alarm;
  return { kind, v, at, fault, log };
}

function findStored(account: string): StoredAlarm | null {
  try {
    const text = localStorage.getItem(keyOf(account));
    if (text !== null) return JSON.parse(text) as StoredAlarm;
  } catch {
    // Nothing is kept, or nothing that can be read.
  }
  return unstored.get(account) ?? null;
}

function store(account: string, alarm: StoredAlarm): void {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(alarm));
  } catch {
    unstored.set(account, alarm);
  }
  for (const listener of listeners) listener();
}

/** Lets commands be sent again. */
export function endLogAlarm(account: string): void {
  unstored.delete(account);
  gathered.delete(account);
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
