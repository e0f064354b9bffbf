// What `assay recover` does once two persons stand for it.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { findAccountId } from "../../db/queries/actors.ts";
import { listEntries } from "../../db/queries/ledger.ts";
import type { Config } from "../config.ts";
import { CompactRange } from "../domain/ledger/compact-range.ts";
import { toPolicyText } from "../services/cosigning/load-policy.ts";
import { readWitnessing } from "../services/cosigning/read-policy.ts";
import { sha256 } from "../services/hash.ts";
import { CheckedLog } from "../services/ledger/checked-log.ts";
import { openCheckpointLock } from "../services/ledger/checkpoint-lock.ts";
import { KeyFileError, readKeyFile } from "../services/ledger/key-files.ts";
import { openLogKey, openVault } from "../services/ledger/keys.ts";
import { type LogHistory, readLogHistory } from "../services/ledger/log-history.ts";
import { makeLogKey, makeRecoveryKey } from "../services/ledger/rotate-log-key.ts";
import { FoundEntries } from "../services/recover/found-entries.ts";
import { joinEntries, type JoinedEntries } from "../services/recover/join-entries.ts";
import {
  addLockedNote,
  addNote,
  readExportSource,
  readReceiptSource,
  readReplicaSource,
} from "../services/recover/read-sources.ts";
import { beginSuccessor, restoreLog, toSuccessorOrigin } from "../services/recover/restore-log.ts";
import { createServices } from "../services/services.ts";
import type { Vault } from "../services/vault.ts";
import { InputError } from "./input-error.ts";
import { readExportFile } from "./read-log.ts";
import { takeLock } from "./take-lock.ts";

/** A log that is whole as far as it goes. */
export interface DamagedLog {
  readonly config: Config;
  readonly database: Database;
  readonly vault: Vault;
  readonly history: LogHistory;
  /** Its newest name. */
  readonly origin: string;
  readonly size: number;
}

/**
 * Opens the database alone, and checks what there is of the log.
 *
 * @throws InputError when another process works there. @throws LogCorrupt when what there is does not verify.
 */
export async function withDamagedLog<T>(config: Config, work: (damaged: DamagedLog) => Promise<T>): Promise<T> {
  const unlock = takeLock(config.dataDir);
  try {
    const database = await openDatabase(config.databaseLocation);
    try {
      const vault = toldVault(join(config.dataDir, "keys"));
      const history = await readLogHistory(database.reader, vault);
      if (history === null) throw new InputError(["the database has no log that says how it began"]);
      const origin = history.origins.at(-1)!.origin;
      const checked = new CheckedLog(origin, history.origins);
      await checked.advance(database.reader);
      return await work({ config, database, vault, history, origin, size: checked.size });
    } finally {
      await database.close();
    }
  } finally {
    unlock();
  }
}

export interface Sources {
  readonly replica: string | null;
  /** Paths. */
  readonly exports: readonly string[];
  readonly receipts: readonly { readonly source: string; readonly text: string }[];
  readonly notes: readonly { readonly source: string; readonly note: string }[];
}

/** Reads all sources, and the lock and published checkpoints of the installation itself. */
export async function gatherEntries(damaged: DamagedLog, sources: Sources): Promise<JoinedEntries> {
  const { config, database, vault, history, origin, size } = damaged;
  const reader = { found: new FoundEntries(size), keys: listKeys(config, history, origin) };
  const lockOptions = { location: config.lockLocation, origin, now: () => new Date(), isReadOnly: true };
  const lock = await openCheckpointLock(lockOptions);
  const locked = lock.last();
  if (locked !== null && locked.size > 0) addLockedNote(reader, locked.note, `the checkpoint lock ${lock.place}`);
  await lock.close();
  const published = database.reader.selectFrom("checkpoint").select("note").where("size", ">", size);
  for (const { note } of await published.execute()) addNote(reader, note, "a published checkpoint");
  try {
    for (const { note, source } of sources.notes) {
      if (addNote(reader, note, source) === null) throw new RangeError(`${source}: the log's key did not sign it`);
    }
    for (const { text, source } of sources.receipts) readReceiptSource(reader, text, source);
    for (const path of sources.exports) await readExportSource(reader, readExportFile(path), path);
    if (sources.replica !== null) await readReplicaSource(reader, sources.replica, vault);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError([error.message]);
    throw error;
  }
  return joinEntries(reader.found, await readEnd(database, size));
}

export interface GoneOn {
  readonly origin: string;
  readonly verifierKey: string;
  readonly size: number;
  /** Base64, as in the checkpoint. */
  readonly root: string;
  /** Of a successor: file of its new recovery key. */
  readonly recoveryPath: string | null;
  /** Pseudonyms in what was put back that no account of the database has. */
  readonly strangers: readonly string[];
}

/** Puts back what was found, begins a successor where something is lost, and starts the log as a server does. */
export async function goOn(
  damaged: DamagedLog,
  joined: JoinedEntries,
  { persons, reason }: { persons: readonly [string, string]; reason: string },
): Promise<GoneOn> {
  const { config, database, vault, size } = damaged;
  const { entries } = joined;
  let recoveryPath: string | null = null;
  if (joined.lost.length === 0) await restoreLog({ database, vault, entries });
  else recoveryPath = await succeed(damaged, joined, { persons, reason });
  const { dataDir, lockLocation } = config;
  const options = { database, dataDir, lockLocation, logOrigin: damaged.origin, now: () => new Date() };
  const { ledger } = await createServices({ ...options, isSimulated: false });
  await ledger.publish();
  const { origin, verifierKey } = ledger;
  const [, , root = ""] = ledger.signedCheckpoint().note.split("\n");
  const strangers = await listStrangers(database, size);
  const done = { origin, verifierKey, size: ledger.size(), root, recoveryPath, strangers };
  await ledger.close();
  return done;
}

/** @returns path of the new recovery key. */
async function succeed(
  { config, database, vault, history, origin }: DamagedLog,
  { entries, signed, lost }: JoinedEntries,
  { persons, reason }: { persons: readonly [string, string]; reason: string },
): Promise<string> {
  const keysDir = join(config.dataDir, "keys");
  const next = toSuccessorOrigin(history.origins);
  const key = makeLogKey(next);
  key.save(keysDir);
  const recovery = makeRecoveryKey(keysDir, next);
  // Its record first: a log whose lock says nothing of it does not start.
  const now = (): Date => new Date();
  const lock = await openCheckpointLock({ location: config.lockLocation, origin: next, now });
  if (lock.last() === null) await lock.create({ size: 0, note: "" });
  await lock.close();
  const { inForce } = (await readWitnessing(database.reader, vault)).state;
  await beginSuccessor(
    { database, vault, entries },
    {
      origin: next,
      verifierKey: key.verifierKey,
      recoveryKey: recovery.hash,
      witnessPolicy: inForce.quorum === null ? null : toPolicyText(inForce),
      previous: { origin, signed: signed! },
      lost,
      persons,
      reason,
      now: now(),
    },
  );
  return recovery.path;
}

/** Keys that the log is known to have had: by its entries, and by the seeds in the key folder. */
function listKeys(config: Config, { firstKey, rotations }: LogHistory, origin: string): string[] {
  const keysDir = join(config.dataDir, "keys");
  const seeds = readdirSync(keysDir).filter((name) => /^log(-[0-9a-f]{8})?\.seed$/.test(name));
  const own = seeds.map((name) => openLogKey(origin, readKeyFile(join(keysDir, name))).verifierKey);
  return [...new Set([firstKey, ...rotations.map(({ newKey }) => newKey), ...own])];
}

async function readEnd(database: Database, size: number): Promise<{ range: CompactRange; leaf: string }> {
  const range = new CompactRange(sha256);
  const page = 2_000;
  let leaf: Uint8Array = new Uint8Array(32);
  for (let from = 0; from < size; from += page) {
    for (const { leafHash } of await listEntries(database.reader, from, Math.min(size, from + page))) {
      range.append(leafHash);
      leaf = leafHash;
    }
  }
  return { range, leaf: Buffer.from(leaf).toString("hex") };
}

/** Accounts are in no entry: those made after the database was copied are gone. */
async function listStrangers(database: Database, from: number): Promise<string[]> {
  const query = database.reader.selectFrom("ledger_head").select("actor_id").distinct().where("seq", ">=", from);
  const actors = (await query.orderBy("actor_id").execute()).map((row) => row.actor_id);
  const strangers: string[] = [];
  for (const actor of actors) {
    if (actor !== "system" && (await findAccountId(database.reader, actor)) === null) strangers.push(actor);
  }
  return strangers;
}

function toldVault(keysDir: string): Vault {
  try {
    return openVault(keysDir, false);
  } catch (error) {
    if (error instanceof KeyFileError) throw new InputError([error.message]);
    throw error;
  }
}
