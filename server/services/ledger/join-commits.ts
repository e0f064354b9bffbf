import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { CheckedLog } from "./checked-log.ts";
import type { CheckpointLock } from "./checkpoint-lock.ts";
import type { SignedCheckpoint } from "./checkpoint-publisher.ts";
import type { LogTail } from "./log-tail.ts";
import type { NoteSigner } from "./note-signer.ts";
import type { Replica } from "./replica.ts";

export const OTHER_WRITER = "another process writes to this log; stop it and start again";

/** What a group is completed with, in its own transaction. */
type BeforeCommit = (trx: Transaction) => Promise<void>;

interface CommittedLog {
  readonly checked: CheckedLog;
  readonly tail: LogTail;
  readonly signer: NoteSigner;
  readonly lock: CheckpointLock | null;
  readonly replica: Replica | null;
  /** Checkpoint over what is on disk at start. */
  readonly first: SignedCheckpoint;
}

/** Joins the log to the writer's commits: what was appended is completed, read back, copied, and only then signed. */
export function joinCommits(writer: Database["writer"], { checked, tail, signer, lock, replica, first }: CommittedLog) {
  let signed = first;
  let beforeCommit: BeforeCommit = () => Promise.resolve();
  let forget = (): void => undefined;
  writer.setHooks({
    beforeCommit: async (trx) => {
      await beforeCommit(trx);
      await tail.flush(trx, checked);
    },
    beforeAnswer: async (connection) => {
      const size = checked.size + tail.length;
      if (tail.length === 0) return;
      tail.cutTo(0);
      const root = await checked.advance(connection);
      if (checked.size !== size) throw new Error(OTHER_WRITER);
      await replica?.catchUp(connection, size);
      const next = signer.sign(size, root);
      await lock?.advance(next);
      signed = next;
    },
    afterFailure: () => {
      tail.cutTo(0);
      forget();
    },
  });
  const setBeforeCommit: (hook: BeforeCommit, onFailure?: () => void) => void = (hook, onFailure = () => undefined) => {
    beforeCommit = hook;
    forget = onFailure;
  };
  return { signed: () => signed, setBeforeCommit };
}
