import { useCallback, useEffect, useRef, useState } from "react";
import type { LogIdentity } from "#app/live/public-log.ts";
import type { LogCheckpoint } from "../../../server/services/audit-log/log-view.ts";
import { checkHead, checkStep, type LogFinding } from "./check-log.ts";
import { recomputeRoot } from "./recompute-log.ts";

/** Where the check of the whole log stands. */
export type FullCheck =
  | { readonly state: "none" }
  | { readonly state: "running"; readonly done: number; readonly total: number }
  | { readonly state: "matches" | "differs"; readonly total: number; readonly root: string };

export interface LogCheck {
  /** Null before the first answer. */
  readonly finding: LogFinding | null;
  readonly isUnreachable: boolean;
  readonly full: FullCheck;
  /** By size of a checkpoint: whether it continues the one before, as far as this browser looked. */
  readonly continued: ReadonlyMap<number, boolean>;
  /** Everything from leaf 0: downloads all entries. */
  verifyAll(): void;
}

/**
 * Checks the log in this browser: its signed head against what is kept here when the page opens, each newest checkpoint
 * against the one before, and on demand every entry from leaf 0.
 */
export function useLogCheck({ origin, verifierKey }: LogIdentity, newest: readonly LogCheckpoint[]): LogCheck {
  const [finding, setFinding] = useState<LogFinding | null>(null);
  const [isUnreachable, setUnreachable] = useState(false);
  const [full, setFull] = useState<FullCheck>({ state: "none" });
  const [continued, setContinued] = useState<ReadonlyMap<number, boolean>>(new Map());
  const aborted = useRef<AbortController | null>(null);
  useEffect(() => () => aborted.current?.abort(), []);

  const look = useCallback(async (): Promise<LogFinding | null> => {
    try {
      const found = await checkHead({ origin, verifierKey });
      setFinding(found);
      setUnreachable(false);
      return found;
    } catch {
      setUnreachable(true);
      return null;
    }
  }, [origin, verifierKey]);

  const newestSize = newest[0]?.size ?? 0;
  const latest = useRef(newest);
  latest.current = newest;
  const known = useRef(continued);
  known.current = continued;
  useEffect(() => {
    let isGone = false;
    const lookAtSteps = async (): Promise<void> => {
      await look();
      for (const [place, checkpoint] of latest.current.entries()) {
        if (known.current.has(checkpoint.size)) continue;
        const isContinued = await checkStep(checkpoint, latest.current[place + 1]);
        if (isGone) return;
        if (isContinued !== null) setContinued((before) => new Map(before).set(checkpoint.size, isContinued));
      }
    };
    // `look` says by itself that the log cannot be reached; a step that cannot be checked stays unchecked.
    void lookAtSteps().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [look, newestSize]);

  const verifyAll = useCallback(() => {
    aborted.current?.abort();
    const run = new AbortController();
    aborted.current = run;
    const verify = async (): Promise<void> => {
      const found = await look();
      if (found?.head === null || found?.head === undefined) return setFull({ state: "none" });
      const { size: total, root } = found.head;
      setFull({ state: "running", done: 0, total });
      const onProgress = (done: number): void => setFull({ state: "running", done, total });
      const computed = await recomputeRoot(total, { signal: run.signal, onProgress });
      setFull({ state: computed === root ? "matches" : "differs", total, root: computed });
    };
    verify().catch(() => {
      if (run.signal.aborted) return;
      setFull({ state: "none" });
      setUnreachable(true);
    });
  }, [look]);

  return { finding, isUnreachable, full, continued, verifyAll };
}
