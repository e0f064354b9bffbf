import { openLockStore } from "../../../db/dialects/open-lock-store.ts";

/** The newest checkpoint that was signed, as the lock has it. */
export interface LockedCheckpoint {
  /** 0 before the first entry. */
  readonly size: number;
  /** Signed note; empty at size 0. */
  readonly note: string;
}

/**
 * What was signed last, kept apart from the database: a log that is shorter or says something else at this size was put
 * back from an old copy, or is written by two.
 *
 * Durability: after a power loss it may be older than what was signed, never newer than the log.
 */
export interface CheckpointLock {
  /** For messages: the place without its password. */
  readonly place: string;
  /** Null when the log has no record here. */
  last(): LockedCheckpoint | null;
  /** The record of a log that begins, or one whose lock was lost. @throws Error when there is one. */
  create(checkpoint: LockedCheckpoint): Promise<void>;
  /**
   * Moves on from the last known size, by compare and swap, before anybody is given the checkpoint.
   *
   * @throws Error when another process has moved it since.
   */
  advance(checkpoint: LockedCheckpoint): Promise<void>;
  /** On return the record is on disk: before a checkpoint is published. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the lock of one log.
 *
 * @param options.location - `postgres://…` of another database than the log's, or the path of a SQLite file.
 * @param options.origin - name of the log; each has its own record.
 * @param options.isReadOnly - a lock that is missing is not made: it has no record then.
 */
export async function openCheckpointLock(options: {
  location: string;
  origin: string;
  now: () => Date;
  isReadOnly?: boolean;
}): Promise<CheckpointLock> {
  const { location, origin, now } = options;
  const place = toPlace(location);
  const store = await openLockStore(location, options.isReadOnly).catch((cause: unknown) => {
    throw new Error(`open the checkpoint lock ${place}`, { cause });
  });
  let last: LockedCheckpoint | null = await store.find(origin);
  const toRow = ({ size, note }: LockedCheckpoint) => ({ origin, size, note, at: now().toISOString() });
  return {
    place,
    last: () => last,
    create: async (checkpoint) => {
      if (!(await store.insert(toRow(checkpoint)))) throw new Error(`the lock ${place} has a record of ${origin}`);
      last = checkpoint;
    },
    advance: async (checkpoint) => {
      if (last === null) throw new RangeError(`advance: the lock ${place} has no record of ${origin}`);
      if (checkpoint.note === last.note) return;
      if (!(await store.swap(last.size, toRow(checkpoint)))) {
        throw new Error(`the lock ${place} was moved from ${last.size} by another process; stop it and start again`);
      }
      last = checkpoint;
    },
    sync: () => store.sync(origin),
    close: () => store.close(),
  };
}

function toPlace(location: string): string {
  if (!/^postgres(ql)?:\/\//.test(location)) return location;
  const { host, pathname } = new URL(location);
  return `postgres://${host}${pathname}`;
}
