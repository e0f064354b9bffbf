import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { browserCrypto } from "../browser-crypto.ts";
import { findWitnessedSize } from "../find-witnessed-size.ts";
import type { SignedHead } from "../public-log.ts";
import { askForLogLook } from "../use-log-watch.ts";
import type { Outbox } from "./outbox.ts";

/** Checkpoints are published every ten seconds, and cosigned within the next ones. */
const FIRST_MS = 11_000;
/** A witness that is away for hours is not asked after each time. */
const LONGEST_MS = 120_000;

/**
 * Has recorded commands become witnessed, when a checkpoint covers them that the log watch verified and a quorum of
 * witnesses cosigned. While one is recorded and not witnessed, the log watch is asked to look.
 *
 * @param policy - of the log, C2SP tlog-policy; null where nobody is asked: recorded is then the last word.
 * @returns takes each head that the log watch verified.
 */
export function useWitnessing(outbox: Outbox | null, policy: string | null): (head: SignedHead) => void {
  const isOpen = useSyncExternalStore(
    outbox?.subscribe ?? subscribeToNothing,
    () => outbox?.isWitnessDue() ?? false,
    () => false,
  );
  const latest = useRef({ outbox, policy });
  useEffect(() => {
    latest.current = { outbox, policy };
  });
  const isDue = isOpen && policy !== null;
  useEffect(() => {
    if (!isDue) return;
    let waitMs = FIRST_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      timer = setTimeout(() => {
        // One page of the account is enough, and it tells the others.
        if (document.visibilityState === "visible" && navigator.onLine) askForLogLook();
        waitMs = Math.min(LONGEST_MS, waitMs * 1.5);
        wait();
      }, waitMs);
    };
    wait();
    return () => clearTimeout(timer);
  }, [isDue]);
  return useCallback((head) => {
    const given = latest.current;
    const size = given.outbox?.isWitnessDue() === true ? findWitnessedSize(browserCrypto, { ...given, head }) : null;
    if (size !== null) given.outbox?.witness(size);
  }, []);
}

const subscribeToNothing = (): (() => void) => () => undefined;
