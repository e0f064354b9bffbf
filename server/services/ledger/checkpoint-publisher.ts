import { findPublishedCheckpoint } from "../../../db/queries/ledger.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { CheckpointLock } from "./checkpoint-lock.ts";

/** A signed note and the number of entries that it covers. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly note: string;
}

const PUBLISH_EVERY_MS = 10_000;

/** Stores the newest signed checkpoint now and then: the published ones are what the world compares. */
export interface CheckpointPublisher {
  /** The newest published checkpoint, or null before the first. */
  find(): Promise<SignedCheckpoint | null>;
  /** Publishes now; does nothing when nothing is new. */
  publish(): Promise<void>;
  /** Set once: hears of each published checkpoint after it is on disk. Must not throw. */
  onPublished(listener: (checkpoint: SignedCheckpoint) => void): void;
  /** Something was signed: publishes ten seconds after the last time at the latest. */
  touch(): void;
  /** Stops the timer and publishes what is left. */
  close(): Promise<void>;
}

interface PublishingOptions {
  readonly signed: () => SignedCheckpoint;
  readonly lock: CheckpointLock | null;
  readonly now: () => Date;
  readonly everyMs?: number;
}

/**
 * @param options.signed - the newest signed checkpoint.
 * @param options.lock - reaches the disk before what it knows is shown to the world.
 * @param options.now - clock for the row's time only: how often is measured in real time, also where the clock is made
 * up.
 * @param options.everyMs - between two checkpoints, and before a try that failed is made again; 10 s when left out.
 */
export function createCheckpointPublisher(
  { reader, writer }: Pick<Database, "reader" | "writer">,
  { signed, lock, now, everyMs = PUBLISH_EVERY_MS }: PublishingOptions,
): CheckpointPublisher {
  let isClosed = false;
  let publishedSize = -1;
  let publishedAtMs = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  let publishing: Promise<void> = Promise.resolve();
  let published: (checkpoint: SignedCheckpoint) => void = () => undefined;

  async function publish(): Promise<void> {
    const { size, note } = signed();
    if (size === 0 || size === publishedSize) return publishing;
    publishedAtMs = performance.now();
    publishedSize = size;
    publishing = store({ size, note });
    await publishing;
  }

  async function store({ size, note }: SignedCheckpoint): Promise<void> {
    try {
      await lock?.sync().catch((error: unknown) => {
        // What the lock says after a power loss is not known any more.
        writer.stop(error);
        throw error;
      });
      await writer.run(async (trx) => {
        const row = { size, note, at: now().toISOString() };
        await trx
          .insertInto("checkpoint")
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
      published({ size, note });
    } catch (error) {
      if (publishedSize === size) publishedSize = -1;
      // Without room on the disk it is tried again: browsers ask for what their receipts have shown.
      if (writer.failure() === null) touch();
      throw error;
    }
  }

  function publishFromTimer(): void {
    timer = null;
    // Nobody waits for it. A failed write stops the queue, which health reports.
    void publish().catch(() => undefined);
  }

  function touch(): void {
    if (isClosed || timer !== null || signed().size === publishedSize) return;
    const waitMs = publishedAtMs + everyMs - performance.now();
    if (waitMs <= 0) publishFromTimer();
    else timer = setTimeout(publishFromTimer, waitMs).unref();
  }

  return {
    find: () => findPublishedCheckpoint(reader),
    publish,
    onPublished: (listener) => {
      published = listener;
    },
    touch,
    close: async () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (writer.failure() === null) await publish();
    },
  };
}
