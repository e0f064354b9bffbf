import { useEffect, useRef, useState } from "react";
import { browserCrypto } from "./browser-crypto.ts";
import { raiseLogAlarm } from "./log-alarm.ts";
import { isKeptLog } from "./log-keys.ts";
import {
  checkContinuity,
  type Continuity,
  fetchContinuityProof,
  fetchHead,
  type LogIdentity,
  type SignedHead,
} from "./public-log.ts";
import { findKeptReceipt, keepReceipt } from "./receipt-store.ts";

/** How long to wait for a published checkpoint that covers what was kept, ms. They come every ten seconds. */
const AGAIN_MS = 11_000;
/** After so many waits a log that is still smaller than what was kept was cut. */
const WAITS_MAX = 3;

/** `behind`: what this browser kept is waiting for a published checkpoint. */
export type LogWatch = "intact" | "behind";

/** Dispatched on the window when the live feed is connected, for the first time or again. */
export const FEED_OPEN = "assay-feed-open";

const LOOK = "assay-log-look";

/** Has the log watch of this window look now. */
export function askForLogLook(): void {
  dispatchEvent(new Event(LOOK));
}

/**
 * Compares the log with what this browser has kept of it: when a page opens, and whenever network or server come back.
 *
 * An unreachable log says nothing, and is asked again; one that does not continue what was kept raises the alarm of the
 * account.
 *
 * @param onVerified - called with each head that the log signed and that continues everything this browser has kept.
 */
export function useLogWatch(
  { origin, verifierKey }: LogIdentity,
  accountId: string,
  onVerified: (head: SignedHead) => void,
): LogWatch {
  const [watch, setWatch] = useState<LogWatch>("intact");
  const latest = useRef(onVerified);
  useEffect(() => {
    latest.current = onVerified;
  });
  const waits = useRef(0);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const log = { origin, verifierKey };
      const found = await readContinuity(log);
      if (isGone) return;
      if (found === null) {
        // The event that asked is gone, so a look that came too early has to be made up for.
        if (navigator.onLine) timer = setTimeout(lookAgain, AGAIN_MS);
        return;
      }
      const { continuity, evidence, verified } = found;
      const isBehind = continuity.state === "behind";
      waits.current = isBehind ? waits.current + 1 : 0;
      if (continuity.state === "broken") raiseLogAlarm(accountId, { fault: "history", log, evidence });
      else if (waits.current > WAITS_MAX) raiseLogAlarm(accountId, { fault: "cut", log, evidence });
      else if (isBehind) timer = setTimeout(lookAgain, AGAIN_MS);
      setWatch(isBehind ? "behind" : "intact");
      if (verified !== null) latest.current(verified);
    };
    // `look` handles an unreachable log itself.
    const lookAgain = (): void => void look();
    lookAgain();
    addEventListener("online", lookAgain);
    addEventListener(FEED_OPEN, lookAgain);
    addEventListener(LOOK, lookAgain);
    return () => {
      isGone = true;
      clearTimeout(timer);
      removeEventListener("online", lookAgain);
      removeEventListener(FEED_OPEN, lookAgain);
      removeEventListener(LOOK, lookAgain);
    };
  }, [origin, verifierKey, accountId]);
  return watch;
}

interface Found {
  readonly continuity: Continuity;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The head, when it continues everything that is kept by now; null when it does not, or that is not known yet. */
  readonly verified: SignedHead | null;
}

async function readContinuity(log: LogIdentity): Promise<Found | null> {
  const kept = findKeptReceipt();
  try {
    const head = await fetchHead(browserCrypto, log);
    const consistency = await fetchContinuityProof(head, kept);
    const continuity: Continuity = (await isKeptLog(browserCrypto, { kept, log }))
      ? checkContinuity(browserCrypto, { log, head, kept, consistency })
      : { state: "broken", keptSize: kept?.size ?? 0, reason: "signature" };
    const isContinued = continuity.state === "continued" || continuity.state === "nothing-kept";
    // A receipt that was kept in the meantime is one that this head was not compared with.
    const isComplete = isContinued && head.checkpoint !== null && findKeptReceipt()?.checkpoint === kept?.checkpoint;
    if (isContinued) keepHead(head, log);
    return { continuity, evidence: { head: head.note, kept, consistency }, verified: isComplete ? head : null };
  } catch {
    return null; // Offline, or the server went away: the line says so by itself.
  }
}

/** Remembers a verified head, so that the next one has to continue it. */
export function keepHead({ note, checkpoint }: SignedHead, log: LogIdentity): void {
  if (checkpoint === null || checkpoint.size === 0) return;
  const { origin, verifierKey } = log;
  keepReceipt({ seq: checkpoint.size - 1, size: checkpoint.size, checkpoint: note, log: { origin, verifierKey } });
}
