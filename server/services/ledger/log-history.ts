// What the log says of itself: its names and its keys over time. The entries decide; of the files in the key folder the
// one that holds the key in force is used.
import { listEntriesAt, listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import { utf8 } from "../../domain/ledger/bytes.ts";
import { parseEntry } from "../../domain/ledger/entry.ts";
import { checkRotation, type KeyRotation } from "../../domain/ledger/key-chain.ts";
import { nodeCrypto } from "../hash.ts";
import type { Vault } from "../vault.ts";
import { toAct } from "./entry-facts.ts";
import { LogCorrupt } from "./log-corrupt.ts";
import { checkParts, openParts } from "./parts-box.ts";

/** From which entry on the log has which name; more than one only after `assay recover` made a successor. */
export type LogOrigins = readonly { readonly from: number; readonly origin: string }[];

export interface LogHistory {
  readonly origins: LogOrigins;
  /** Verifier key that signs from the newest of these entries on. */
  readonly verifierKey: string;
  /** Verifier key of the log's first entry, a successor's own. */
  readonly firstKey: string;
  /** Hash of the recovery key in force; null: there is none. */
  readonly recoveryKey: string | null;
  /** Rotations under the newest name, in order. */
  readonly rotations: readonly KeyRotation[];
  /** The last of them, and the number of entries up to and with it. */
  readonly lastRotation: { readonly rotation: KeyRotation; readonly size: number } | null;
}

/**
 * @returns null for a log that does not say how it began.
 * @throws LogCorrupt when what it says does not hold together.
 */
export async function readLogHistory(db: Transaction, vault: Vault): Promise<LogHistory | null> {
  let history: LogHistory | null = null;
  for (const { seq, log, act } of await listActs(db, vault)) {
    if (act.head.type === "log.created") history = begin(history, { seq, log, act: act as Act<"log.created"> });
    else history = rotate(history, { seq, log, act: act as Act<"log.key-rotated"> });
  }
  return history;
}

/** Names of a log; one, or none said, unless it is a successor. Costs one look where it is none. */
export async function listLogOrigins(db: Transaction, vault: Vault): Promise<LogOrigins> {
  const query = db.selectFrom("ledger_head").select("seq").where("type", "=", "log.created").where("seq", ">", 0);
  if ((await query.limit(1).executeTakeFirst()) === undefined) return [];
  return (await readLogHistory(db, vault))?.origins ?? [];
}

/** The log's keys for whoever holds an older one. */
export interface LogKeys {
  readonly log: string;
  /** Verifier key in force. */
  readonly key: string;
  /** Hash of the recovery key in force; null: there is none. */
  readonly recoveryKey: string | null;
  readonly rotations: readonly KeyRotation[];
}

/** @param now - name of the log, and verifier key in force: also of a log that says nothing of its keys. */
export async function readLogKeys(db: Transaction, vault: Vault, now: Pick<LogKeys, "log" | "key">): Promise<LogKeys> {
  const { rotations = [], recoveryKey = null } = (await readLogHistory(db, vault)) ?? {};
  return { ...now, recoveryKey, rotations };
}

interface Found<A extends Act = Act> {
  readonly seq: number;
  /** The log that the entry names. */
  readonly log: string;
  readonly act: A;
}

function begin(history: LogHistory | null, { seq, log, act }: Found<Act<"log.created">>): LogHistory {
  const { verifierKey, recoveryKey, previous } = act.value;
  const last = history?.origins.at(-1);
  const isSuccessor = previous !== null && previous.entries === seq && previous.origin === last?.origin;
  if (seq > 0 && (!isSuccessor || log === last.origin))
    throw new LogCorrupt(`ledger entry ${seq} begins a log in the middle of another`);
  const origins = [...(history?.origins ?? []), { from: seq, origin: log }];
  return { origins, verifierKey, firstKey: verifierKey, recoveryKey, rotations: [], lastRotation: null };
}

function rotate(history: LogHistory | null, { seq, log, act }: Found<Act<"log.key-rotated">>): LogHistory {
  const rotation = { command: act.head.command, ...act.value };
  const expected = history && { log, oldKey: history.verifierKey, recoveryKey: history.recoveryKey };
  if (history === null || expected === null || !checkRotation(nodeCrypto, rotation, expected)) {
    throw new LogCorrupt(`ledger entry ${seq} changes the log's key, and the keys did not sign it`);
  }
  return {
    ...history,
    verifierKey: rotation.newKey,
    recoveryKey: rotation.nextRecoveryKey,
    rotations: [...history.rotations, rotation],
    lastRotation: { rotation, size: seq + 1 },
  };
}

async function listActs(db: Transaction, vault: Vault): Promise<Found[]> {
  const heads = db.selectFrom("ledger_head").select("seq").where("type", "in", ["log.created", "log.key-rotated"]);
  const seqs = (await heads.orderBy("seq").execute()).map(({ seq }) => seq);
  const entries = new Map((await listEntriesAt(db, seqs)).map(({ seq, entry }) => [seq, entry]));
  return (await listParts(db, seqs)).map((row) => {
    try {
      const entry = entries.get(row.seq);
      const act = toAct(checkParts(entry, openParts(vault, row), row.seq));
      if (act === null) throw new Error("this version does not know the event");
      return { seq: row.seq, log: parseEntry(utf8(entry!)).log, act };
    } catch (cause) {
      throw new LogCorrupt(`ledger entry ${row.seq} does not say what the log's key is`, { cause });
    }
  });
}
