import { VERSION_LIMITS } from "../domain/live/version-limits.ts";
import type { DocumentStore } from "../services/documents/document-store.ts";
import type { LiveLog } from "./room-access.ts";

/** Has a version of a room's document kept whenever its writing rests. */
export interface VersionKeeper {
  /** What these accounts wrote is on disk. */
  wrote(accountIds: readonly string[]): void;
  /** Keeps what was written since the last version. Never rejects: a failure is logged, and costs no text. */
  flush(): Promise<void>;
  /** As `flush`, before much is taken away; nothing when one was just kept: who wipes for sport is no load. */
  flushBeforeRemoval(): Promise<void>;
  /** Resolves when none is being kept. */
  whenKept(): Promise<void>;
  /** Keeps nothing any more. What was written since the last version is in the next one. */
  stop(): void;
}

export interface KeepVersionsOptions {
  readonly name: string;
  readonly store: Pick<DocumentStore, "versions">;
  readonly log: LiveLog;
  readonly pauseMs: number;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** True when there is writing on disk that an earlier life of the room may not have kept. */
  readonly isDirty: boolean;
}

export function keepVersions({ name, store, log, pauseMs, now, ...rest }: KeepVersionsOptions): VersionKeeper {
  const writers = new Set<string>();
  let { isDirty } = rest;
  let keptAt = -Infinity;
  let rows = 0;
  let timer: NodeJS.Timeout | null = null;
  let keeping: Promise<void> | null = null;

  const clear = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  async function keep(): Promise<void> {
    const wrote = [...writers];
    writers.clear();
    rows = 0;
    isDirty = false;
    try {
      await store.versions.keep(name, wrote);
    } catch (error) {
      log.error({ error, room: name }, "a version of a document could not be kept");
    }
    keeping = null;
    keptAt = now();
  }

  const flush = async (): Promise<void> => {
    clear();
    // Again and again: of two that waited for the last one, the second waits for what the first begins.
    while (keeping !== null) await keeping;
    if (!isDirty) return;
    keeping = keep();
    await keeping;
  };

  return {
    wrote: (accountIds) => {
      for (const id of accountIds) writers.add(id);
      rows += 1;
      isDirty = true;
      if (rows >= VERSION_LIMITS.rowsMax && keeping === null) {
        void flush(); // Never rejects.
      } else if (timer === null) {
        timer = setTimeout(() => void flush(), pauseMs);
        timer.unref();
      } else {
        timer.refresh();
      }
    },
    flush,
    flushBeforeRemoval: async () => {
      if (now() - keptAt >= VERSION_LIMITS.removalPauseMs) await flush();
    },
    whenKept: async () => {
      await keeping;
    },
    stop: clear,
  };
}
