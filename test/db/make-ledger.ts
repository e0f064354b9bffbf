import { openDatabase } from "../../db/dialects/open-database.ts";
import type { Database } from "../../db/dialects/database.ts";
import { buildParts } from "#domain/event/act.ts";
import { checkReceipt, type Receipt } from "#domain/ledger/receipt.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { openLogKey } from "../../server/services/ledger/keys.ts";
import {
  type EntryDraft,
  type Ledger,
  makeSalts,
  openLedger,
  type OpenLedgerOptions,
} from "../../server/services/ledger/ledger.ts";
import { until } from "../helpers/until.ts";
import { createVault } from "../../server/services/vault.ts";

export const ORIGIN = "assay.example/test";
export const ACTOR = "a_0000000000000001";
export const KEY = openLogKey(ORIGIN, new Uint8Array(32).fill(7));
export const vault = createVault(new Uint8Array(32).fill(9));

const START_MS = Date.UTC(2026, 0, 5, 8);

/** A clock that moves on by a second at each look. */
export function makeClock(stepMs = 1000): () => Date {
  let looks = 0;
  return () => new Date(START_MS + stepMs * looks++);
}

export async function openTestLedger(
  database: Database,
  now = makeClock(),
  options: Partial<OpenLedgerOptions> = {},
): Promise<Ledger> {
  return openLedger({ database, vault, key: KEY, origin: ORIGIN, now, ...options });
}

/** What a restart does. PostgreSQL notices a moment later that the old writer, which held its lock, has gone. */
export async function reopen(location: string): Promise<{ database: Database; ledger: Ledger }> {
  const database = await until(() => openDatabase(location), { what: "the writer's lock to be free" });
  return { database, ledger: await openTestLedger(database) };
}

/** Twenty-six characters of a command id, different for each number. */
export const commandOf = (number: number): string => String(number).padStart(26, "0");

/** A draft that no projection follows from. */
export function makeDraft(number: number): EntryDraft {
  const facts = { round: "r1" };
  const command = commandOf(number);
  const value = { conflicts: [], expiresAt: "2027-01-01T00:00:00.000Z" };
  const parts = buildParts({ type: "interest.declared", actor: ACTOR, command, facts, value, text: {} });
  return { head: { type: "interest.declared", v: 1, actor: ACTOR, command, ...facts }, parts, salts: makeSalts() };
}

/** Appends one entry in a group commit of its own, or in one with others that are handed in at the same time. */
export async function appendDraft(ledger: Ledger, draft: EntryDraft): Promise<number> {
  return ledger.run(async (trx) => (await ledger.append(trx, draft)).seq);
}

export async function appendMany(ledger: Ledger, from: number, count: number): Promise<number[]> {
  const numbers = Array.from({ length: count }, (_, i) => from + i);
  return Promise.all(numbers.map((number) => appendDraft(ledger, makeDraft(number))));
}

/** What the browser says of a receipt. */
export function checkDraftReceipt(receipt: Receipt, { parts, salts, head }: EntryDraft) {
  const sent = { parts, salts, log: ORIGIN, command: head.command, actor: head.actor, verifierKey: KEY.verifierKey };
  return checkReceipt(nodeCrypto, receipt, sent);
}
