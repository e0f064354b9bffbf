import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema/schema.ts";

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
}

/**
 * The one writer of an installation, with group commit.
 *
 * Durability: when `run` resolves, the task's rows are on disk. Concurrency: tasks run one after another in the order
 * of `run`; those that wait while a commit runs share the next one. Failure: a task that throws changes nothing and
 * rejects alone; a commit that fails rejects its whole group, and the queue refuses everything from then on.
 */
export interface WriteQueue {
  run<T>(task: WriteTask<T>): Promise<T>;
  /** Set once by the ledger, before the first write. */
  setHooks(hooks: CommitHooks): void;
  /** Why nothing can be written any more, or null while all is well. */
  failure(): Error | null;
  /** Finishes what was handed in, then closes. */
  close(): Promise<void>;
}

interface Job {
  readonly task: WriteTask<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Tasks in one commit at most: bounds how long the first of a group waits for the last. */
const GROUP_MAX = 256;

/**
 * @param connection - one connection that nothing else uses.
 * @param begin - SQL that opens the transaction and takes the write lock.
 */
export function createWriteQueue(connection: Transaction, begin: string): WriteQueue {
  const waiting: Job[] = [];
  let running: Promise<void> | null = null;
  let stopped: Error | null = null;
  let hooks: CommitHooks | null = null;

  async function drain(): Promise<void> {
    for (let group = waiting.splice(0, GROUP_MAX); group.length > 0; group = waiting.splice(0, GROUP_MAX)) {
      if (stopped !== null) {
        for (const job of group) job.reject(stopped);
        continue;
      }
      try {
        await sql.raw(begin).execute(connection);
        const answers = await runGroup(connection, group);
        await hooks?.beforeCommit(connection);
        await sql`commit`.execute(connection);
        await hooks?.beforeAnswer(connection);
        for (const answer of answers) answer();
      } catch (error) {
        // The commit may or may not be on disk: only a restart, which re-verifies the tail, can tell.
        stopped = new Error("the write queue stopped: a commit failed", { cause: error });
        await sql`rollback`.execute(connection).catch(() => undefined); // Nothing may be open any more.
        for (const job of group) job.reject(stopped);
      }
    }
    running = null;
  }

  return {
    run: <T>(task: WriteTask<T>) =>
      new Promise<T>((resolve, reject) => {
        if (stopped !== null) return reject(stopped);
        waiting.push({ task, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      }),
    setHooks: (given) => {
      hooks = given;
    },
    failure: () => stopped,
    close: async () => {
      await running;
    },
  };
}

/** @returns one function a job that settles its promise; called only once the group is durable. */
async function runGroup(trx: Transaction, group: readonly Job[]): Promise<(() => void)[]> {
  const answers: (() => void)[] = [];
  for (const job of group) {
    await sql`savepoint command`.execute(trx);
    try {
      const value = await job.task(trx);
      await sql`release savepoint command`.execute(trx);
      answers.push(() => job.resolve(value));
    } catch (error) {
      await sql`rollback to savepoint command`.execute(trx);
      await sql`release savepoint command`.execute(trx);
      answers.push(() => job.reject(error));
    }
  }
  return answers;
}
