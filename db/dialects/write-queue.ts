import { CompiledQuery, type Kysely } from "kysely";
import { Refusal } from "../../server/domain/refusal.ts";
import type { Schema } from "../schema/schema.ts";
import { findWriteFault } from "./write-fault.ts";

/** The connection inside the open transaction. Never keep it beyond the task. */
export type Transaction = Kysely<Schema>;

/** Reads and writes of one command. What it throws rolls back its own savepoint only. */
export type WriteTask<T> = (trx: Transaction) => Promise<T>;

/** What the ledger does around each group. What a hook throws fails the group and stops the queue. */
export interface CommitHooks {
  /** Inside the transaction, after the last task: consequences of the group as a whole. */
  beforeCommit(trx: Transaction): Promise<void>;
  /** The commit is on disk, nobody of its group is answered yet. */
  beforeAnswer(connection: Transaction): Promise<void>;
  /** The group failed: what was kept for its commit is forgotten. */
  afterFailure(): void;
}

/**
 * The one writer of an installation, with group commit.
 *
 * Durability: when `run` resolves, the task's rows are on disk. Concurrency: tasks run one after another in the order
 * of `run`; those that wait while a commit runs share the next one. Failure: a task that throws changes nothing and
 * rejects alone. A group that finds no room on the disk is rolled back and refused with `storage.full`; the next one
 * may find room. Any other failure of a commit refuses its group and everything from then on with `storage.stopped`:
 * what is on disk is for a restart to find out.
 */
export interface WriteQueue {
  run<T>(task: WriteTask<T>): Promise<T>;
  /**
   * Runs a task in a group of its own once nobody waits, or after `LATER_AFTER_GROUPS` others: what people wait for
   * goes first, and what goes on in the background is not starved.
   */
  runLater<T>(task: WriteTask<T>): Promise<T>;
  /** The same outside any transaction. What the action throws rejects it alone. */
  runBetween<T>(action: (connection: Transaction) => Promise<T>): Promise<T>;
  /** Set once by the ledger, before the first write. */
  setHooks(hooks: CommitHooks): void;
  /** Why nothing can be written any more, or null while all is well. */
  failure(): Error | null;
  /** Stops the queue for a failure beside it; the first reason stays. */
  stop(cause: unknown): void;
  /** Tells once when the queue stops, also when it has stopped already. */
  onStopped(listener: (failure: Error) => void): void;
  /** Finishes what was handed in, then closes. */
  close(): Promise<void>;
}

/** SQL that differs between the databases. */
export interface WriteQueueDialect {
  /** Opens the transaction and takes the write lock. */
  readonly begin: string;
  /** Brings the database file up to its log, outside a transaction; null where the database does that itself. */
  readonly tidy: string | null;
}

interface Job {
  readonly task: WriteTask<unknown>;
  /** Whether the task does without a transaction. */
  readonly isBetween?: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Tasks in one commit at most: bounds how long the first of a group waits for the last. */
const GROUP_MAX = 256;

/** Groups that may go before a task of the background under load that never ends. */
const LATER_AFTER_GROUPS = 64;

/** Tasks and commits between two tidyings: some thousand pages, or 16 MB of log. */
const TIDY_AFTER = 500;

/**
 * @param connection - one connection that nothing else uses.
 */
export function createWriteQueue(connection: Transaction, dialect: WriteQueueDialect): WriteQueue {
  const waiting: Job[] = [];
  const later: Job[] = [];
  let groupsSinceLater = 0;
  const listeners: ((failure: Error) => void)[] = [];
  let running: Promise<void> | null = null;
  let stopped: Error | null = null;
  let hooks: CommitHooks | null = null;
  let untidy = 0;

  function stop(cause: unknown): void {
    if (stopped !== null) return;
    stopped = new Error("the write queue stopped: a commit failed", { cause });
    for (const listener of listeners) listener(stopped);
  }

  async function drain(): Promise<void> {
    for (let group = takeGroup(); group.length > 0; group = takeGroup()) {
      const [job] = group as [Job];
      if (stopped !== null) refuse(group, new Refusal("storage.stopped"));
      else if (job.isBetween === true) await job.task(connection).then(job.resolve, job.reject);
      else await commit(group);
      untidy += group.length + 1;
      if (stopped === null && untidy > TIDY_AFTER) await tidy();
    }
    running = null;
  }

  async function commit(group: readonly Job[]): Promise<void> {
    const failed = await commitGroup(connection, { begin: dialect.begin, hooks, group });
    if (failed === null) return;
    if (!failed.isHarmless) stop(failed.error);
    refuse(group, failed.isHarmless ? new Refusal("storage.full") : new Refusal("storage.stopped"));
  }

  function takeGroup(): Job[] {
    const isLatersTurn = waiting.length === 0 || groupsSinceLater >= LATER_AFTER_GROUPS;
    groupsSinceLater = isLatersTurn ? 0 : groupsSinceLater + 1;
    return isLatersTurn && later.length > 0 ? later.splice(0, 1) : waiting.splice(0, GROUP_MAX);
  }

  /** Never part of a commit, whose own result would then say nothing about what is on disk. */
  async function tidy(): Promise<void> {
    untidy = 0;
    try {
      if (dialect.tidy !== null) await connection.executeQuery(CompiledQuery.raw(dialect.tidy));
    } catch (error) {
      // Without room the log of the database goes on growing in its own file, until a commit finds no room there.
      if (findWriteFault(error) !== "full") stop(error);
    }
  }

  const handIn = <T>(queue: Job[], job: Pick<Job, "task" | "isBetween">): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (stopped !== null) return reject(new Refusal("storage.stopped"));
      queue.push({ ...job, resolve: resolve as (value: unknown) => void, reject });
      running ??= drain();
    });

  return {
    run: <T>(task: WriteTask<T>) => handIn<T>(waiting, { task }),
    runLater: <T>(task: WriteTask<T>) => handIn<T>(later, { task }),
    runBetween: <T>(task: WriteTask<T>) => handIn<T>(later, { task, isBetween: true }),
    setHooks: (given) => {
      hooks = given;
    },
    failure: () => stopped,
    stop,
    onStopped: (listener) => {
      if (stopped === null) listeners.push(listener);
      else listener(stopped);
    },
    close: async () => {
      await running;
    },
  };
}

function refuse(group: readonly Job[], refusal: Refusal): void {
  for (const job of group) job.reject(refusal);
}

/**
 * @returns null once everybody is answered; else what failed, and whether it left the disk as it was: then the next
 * group may find room. Otherwise the commit may or may not be on disk, and only a restart, which re-verifies the tail,
 * can tell.
 */
async function commitGroup(
  connection: Transaction,
  { begin, hooks, group }: { begin: string; hooks: CommitHooks | null; group: readonly Job[] },
): Promise<{ error: unknown; isHarmless: boolean } | null> {
  let isCommitted = false;
  try {
    await connection.executeQuery(CompiledQuery.raw(begin));
    const answers = await (group.length === 1
      ? runAlone(connection, begin, group[0] as Job)
      : runGroup(connection, group));
    await hooks?.beforeCommit(connection);
    await connection.executeQuery(COMMIT);
    isCommitted = true;
    await hooks?.beforeAnswer(connection);
    for (const answer of answers) answer();
    return null;
  } catch (error) {
    // Nothing may be open any more; SQLite may have rolled back by itself, and says so with an error.
    await connection.executeQuery(ROLLBACK).catch(() => undefined);
    hooks?.afterFailure();
    return { error, isHarmless: !isCommitted && findWriteFault(error) === "full" };
  }
}

/** A transaction of one job needs no savepoint: what it throws rolls back all there is. */
async function runAlone(trx: Transaction, begin: string, job: Job): Promise<(() => void)[]> {
  try {
    const value = await job.task(trx);
    return [() => job.resolve(value)];
  } catch (error) {
    if (findWriteFault(error) !== null) throw error;
    await trx.executeQuery(ROLLBACK);
    await trx.executeQuery(CompiledQuery.raw(begin));
    return [() => job.reject(error)];
  }
}

/** @returns one function a job that settles its promise; called only once the group is durable. */
async function runGroup(trx: Transaction, group: readonly Job[]): Promise<(() => void)[]> {
  const answers: (() => void)[] = [];
  for (const job of group) {
    await trx.executeQuery(SAVEPOINT);
    try {
      const value = await job.task(trx);
      await trx.executeQuery(RELEASE);
      answers.push(() => job.resolve(value));
    } catch (error) {
      // A failure of the storage is nobody's own.
      if (findWriteFault(error) !== null) throw error;
      await trx.executeQuery(ROLLBACK_TO);
      await trx.executeQuery(RELEASE);
      answers.push(() => job.reject(error));
    }
  }
  return answers;
}

const COMMIT = CompiledQuery.raw("commit");
const ROLLBACK = CompiledQuery.raw("rollback");
const SAVEPOINT = CompiledQuery.raw("savepoint command");
const RELEASE = CompiledQuery.raw("release savepoint command");
const ROLLBACK_TO = CompiledQuery.raw("rollback to savepoint command");
