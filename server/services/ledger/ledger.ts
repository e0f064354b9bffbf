// Invariants. `tail` holds the entries appended in the open transaction, in order, and nothing else: a task that fails
// cuts it back to where it began, a commit empties it. `checked` is what is on disk and was hashed again. Nobody is
// answered before the rows of the commit were read back and the checkpoint that covers them signed.
import { findLedgerState } from "../../../db/queries/ledger.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction, WriteTask } from "../../../db/dialects/write-queue.ts";
import type { Receipt } from "../../domain/ledger/receipt.ts";
import type { TileReader } from "../../domain/ledger/tree-tiles.ts";
import { type RandomBytes, systemRandomBytes } from "../random-bytes.ts";
import type { Vault } from "../vault.ts";
import { type CheckpointPublisher, createCheckpointPublisher, type SignedCheckpoint } from "./checkpoint-publisher.ts";
import type { CheckpointLock } from "./checkpoint-lock.ts";
import { CheckedLog } from "./checked-log.ts";
import type { EntryDraft } from "./entry-draft.ts";
import { joinCommits, OTHER_WRITER } from "./join-commits.ts";
import type { LogKey } from "./keys.ts";
import { LogCorrupt } from "./log-corrupt.ts";
import { listLogOrigins, type LogKeys, type LogOrigins, readLogKeys } from "./log-history.ts";
import { makeLogReading } from "./log-reading.ts";
import { LogTail } from "./log-tail.ts";
import { NoteSigner, type OutgoingKey } from "./note-signer.ts";
import type { Replica } from "./replica.ts";
import { openSignedRoots } from "./signed-roots.ts";

export { type EntryDraft, findAccepted, isSameCommand, makeSalts } from "./entry-draft.ts";
export { LogBehind, LogCorrupt } from "./log-corrupt.ts";

/** The place of a new entry. */
export interface AppendedEntry {
  readonly seq: number;
  /** UTC instant with milliseconds, never before that of the entry before. */
  readonly at: string;
}

/** The log of an installation: one sequencer writes it, everybody may check it. */
export interface Ledger {
  readonly origin: string;
  /** Its names over its entries, when it is a successor; else empty. */
  readonly origins: LogOrigins;
  /** Of the key in force. */
  readonly verifierKey: string;
  /** For ids and salts of what the server itself records. */
  readonly randomBytes: RandomBytes;
  /** Entries on disk. */
  size(): number;
  /** Runs a task of the write queue that may append; what it appended is forgotten when it throws. */
  run<T>(task: WriteTask<T>): Promise<T>;
  /** Inside a task: gives the entry its place and writes it with its parts. */
  append(trx: Transaction, draft: EntryDraft): Promise<AppendedEntry>;
  /** Writes the second copy anew, once the boxes in the log are others; nobody may append meanwhile. */
  recopy(): Promise<void>;
  /** Inside the task that appended `log.key-rotated`, last of all: from this commit on the next key signs. */
  changeKey(next: LogKey): void;
  /** The key in force, and what leads to it from the log's first one. Public. */
  readKeys(): Promise<LogKeys>;
  /**
   * Consequences of a group, appended in its own transaction; set once.
   *
   * @param forget - the group failed: what was kept for its commit has to go.
   */
  setBeforeCommit(hook: (trx: Transaction) => Promise<void>, forget?: () => void): void;
  /**
   * Proof that a committed entry is in the log, against the newest signed checkpoint.
   *
   * @throws RangeError when there is no such entry.
   */
  receipt(seq: number): Promise<Receipt>;
  /** Checkpoint of every commit, newest; not stored. */
  signedCheckpoint(): SignedCheckpoint;
  /** The newest published checkpoint; before the first, the newest signed one. */
  publishedCheckpoint(): Promise<SignedCheckpoint>;
  /** Publishes now what is due ten seconds after the last time otherwise. */
  publish(): Promise<void>;
  /** Set once: hears of each published checkpoint after it is on disk. Must not throw. */
  onPublished(listener: (checkpoint: SignedCheckpoint) => void): void;
  readonly readTile: TileReader;
  /** Canonical texts of the entries `from ≤ seq < to`, ascending; fewer where the log ends. */
  readEntries(from: number, to: number): Promise<string[]>;
  /** Hashes in Base64. @throws RangeError unless `leafIndex` < `treeSize` ≤ the log's size. */
  proveInclusion(leafIndex: number, treeSize: number): Promise<string[]>;
  /** Hashes in Base64. @throws RangeError unless 1 ≤ `oldSize` ≤ `newSize`. */
  proveConsistency(oldSize: number, newSize: number): Promise<string[]>;
  /** Publishes what is left, stops the timer and lets the lock go; before the database closes. */
  close(): Promise<void>;
}

export interface OpenLedgerOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly key: LogKey;
  /** The key before, to sign also while the rotation that ended it is the newest entry. */
  readonly outgoingKey?: OutgoingKey | null;
  readonly origin: string;
  readonly now: () => Date;
  /** The system's when left out. */
  readonly randomBytes?: RandomBytes;
  /** Between two published checkpoints; 10 s when left out. */
  readonly publishEveryMs?: number;
  /** Closed with the ledger. Null where nothing is signed for others: a rebuilt copy, a test. */
  readonly lock?: CheckpointLock | null;
  /** A second copy of each commit, closed with the ledger; null when there is none. */
  readonly replica?: Replica | null;
  /** For commands that only look: nothing is locked, published or written. */
  readonly isReadOnly?: boolean;
}

/**
 * Opens the log of a database and checks it: every stored entry is hashed again, and the roots are compared with the
 * tiles' and with all that was signed before.
 *
 * @throws LogCorrupt when an entry, a leaf hash, a tile or a signed root does not fit.
 * @throws LogBehind when the lock, a published checkpoint or the replica covers more than the log has.
 * @throws Error when the database holds the log of another origin.
 */
export async function openLedger(options: OpenLedgerOptions): Promise<Ledger> {
  const { database, vault, key, origin, now, lock = null, replica = null, isReadOnly = false } = options;
  const { reader, writer } = database;
  const stored = await findLedgerState(reader);
  if (stored !== null && stored.origin !== origin) {
    throw new Error(`the database holds the log ${stored.origin}, the key is of ${origin}`);
  }
  const origins = await listLogOrigins(reader, vault);
  const checked = new CheckedLog(origin, origins);
  const tail = new LogTail(origin, vault);
  const signer = new NoteSigner(origin, key, options.outgoingKey ?? null);
  await refuseRowsBeyond(reader, stored?.size ?? 0);
  const readSignedRoots = await openSignedRoots(reader, { size: stored?.size ?? 0, lock });
  const firstRoot = await checked.advance(reader, readSignedRoots);
  const first = signer.sign(checked.size, firstRoot);
  if (!isReadOnly) {
    await replica?.catchUp(reader, checked.size);
    await replica?.dropErased(reader, checked.size);
    await takeLock(lock, first);
  }
  const commits = joinCommits(writer, { checked, tail, signer, lock, replica, first });
  const { signed } = commits;
  const stopWriting = (error: unknown): never => {
    writer.stop(error);
    throw error;
  };
  const publisher = createCheckpointPublisher(database, {
    signed,
    lock,
    now,
    ...(options.publishEveryMs !== undefined && { everyMs: options.publishEveryMs }),
  });
  // What a crash left signed and unpublished.
  if (!isReadOnly) publisher.touch();
  return {
    origin,
    origins,
    get verifierKey() {
      return signer.verifierKey;
    },
    recopy: async () => replica?.rewrite(reader, checked.size),
    changeKey: (next) => signer.change(next, checked.size + tail.length),
    readKeys: () => readLogKeys(reader, vault, { log: origin, key: signer.verifierKey }),
    randomBytes: options.randomBytes ?? systemRandomBytes,
    size: () => checked.size,
    run: async (task) => {
      const value = await writer.run((trx) => runTask(trx, task, tail));
      publisher.touch();
      return value;
    },
    append: async (trx, draft) => {
      try {
        return await tail.append(trx, draft, { head: checked, instant: now().toISOString() });
      } catch (error) {
        await refuseOtherWriter(reader, checked.size).catch(stopWriting);
        throw error;
      }
    },
    setBeforeCommit: commits.setBeforeCommit,
    signedCheckpoint: signed,
    ...makePublishing(publisher, signed),
    ...makeLogReading(reader, signed),
    close: async () => {
      if (!isReadOnly) await publisher.close();
      await replica?.close();
      await lock?.close();
    },
  };
}

/** A log that begins gets its record before its first entry; after a crash the record takes up what was committed. */
async function takeLock(lock: CheckpointLock | null, signed: SignedCheckpoint): Promise<void> {
  if (lock === null) return;
  if (lock.last() === null) await lock.create({ size: 0, note: "" });
  if (signed.size > 0) await lock.advance(signed);
}

/** What a task appended must be forgotten with its rows. */
async function runTask<T>(trx: Transaction, task: WriteTask<T>, tail: LogTail): Promise<T> {
  const start = tail.length;
  try {
    return await task(trx);
  } catch (error) {
    tail.cutTo(start);
    throw error;
  }
}

/** SQLite lets a second process in; its entries would be forks of ours. */
async function refuseOtherWriter(trx: Transaction, size: number): Promise<void> {
  if (((await findLedgerState(trx))?.size ?? 0) !== size) throw new Error(OTHER_WRITER);
}

/** An entry that the head of the log does not count was put there past the sequencer. */
async function refuseRowsBeyond(db: Transaction, size: number): Promise<void> {
  const row = await db.selectFrom("ledger_entry").select("seq").where("seq", ">=", size).limit(1).executeTakeFirst();
  if (row !== undefined) throw new LogCorrupt(`ledger entry ${row.seq} stands beyond the end of the log, ${size}`);
}

function makePublishing(publisher: CheckpointPublisher, signed: () => SignedCheckpoint) {
  return {
    publishedCheckpoint: async (): Promise<SignedCheckpoint> => (await publisher.find()) ?? signed(),
    publish: publisher.publish,
    onPublished: publisher.onPublished,
  };
}
