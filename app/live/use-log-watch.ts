import { useEffect, useRef, useState } from "react";
import { browserCrypto } from "./browser-crypto.ts";
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
export type LogWatch = "intact" | "behind" | "broken";

/**
 * Compares the log with what this browser has kept of it: when a page opens and whenever the network comes back.
 *
 * An unreachable log says nothing; one that does not continue what was kept stays broken until the page is loaded anew.
 */
export function useLogWatch({ origin, verifierKey }: LogIdentity): LogWatch {
  const [watch, setWatch] = useState<LogWatch>("intact");
  const waits = useRef(0);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const continuity = await readContinuity({ origin, verifierKey });
      if (isGone || continuity === null) return;
      waits.current = continuity.state === "behind" ? waits.current + 1 : 0;
      const isCut = waits.current > WAITS_MAX;
      if (continuity.state === "behind" && !isCut) timer = setTimeout(lookAgain, AGAIN_MS);
      setWatch(continuity.state === "broken" || isCut ? "broken" : continuity.state === "behind" ? "behind" : "intact");
    };
    // `look` handles an unreachable log itself.
    const lookAgain = (): void => void look();
    lookAgain();
    addEventListener("online", lookAgain);
    return () => {
      isGone = true;
      clearTimeout(timer);
      removeEventListener("online", lookAgain);
    };
  }, [origin, verifierKey]);
  return watch;
}

async function readContinuity(log: LogIdentity): Promise<Continuity | null> {
  const kept = findKeptReceipt();
  try {
    const head = await fetchHead(browserCrypto, log);
    const consistency = await fetchContinuityProof(head, kept);
    const continuity = checkContinuity(browserCrypto, { log, head, kept, consistency });
    if (continuity.state === "continued" || continuity.state === "nothing-kept") keepHead(head);
    return continuity;
  } catch {
    return null; // Offline, or the server went away: the line says so by itself.
  }
}

/** Remembers a verified head, so that the next one has to continue it. */
export function keepHead({ note, checkpoint }: SignedHead): void {
  if (checkpoint === null || checkpoint.size === 0) return;
  keepReceipt({ seq: checkpoint.size - 1, size: checkpoint.size, checkpoint: note });
}
