import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";

/** Polite news is gathered, so that a busy panel does not talk without a pause. */
const POLITE_PAUSE_MS = 10_000;

export type Announce = (text: string, urgency?: "polite" | "assertive") => void;

const AnnounceContext = createContext<Announce>(() => {});

/**
 * Says something to assistive technology without moving the focus.
 *
 * Polite announcements are batched, at most one in 10 s; assertive ones (reveal, finalise) are said at once.
 */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

export function LiveRegionProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");
  const waiting = useRef<string[]>([]);
  const saidAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const sayWaiting = useCallback(() => {
    timer.current = null;
    saidAt.current = performance.now();
    setPolite(waiting.current.join(". "));
    waiting.current = [];
  }, []);

  const announce = useCallback<Announce>(
    (text, urgency = "polite") => {
      if (urgency === "assertive") {
        setAssertive(text);
        return;
      }
      waiting.current.push(text);
      const pauseMs = saidAt.current === 0 ? 0 : Math.max(0, saidAt.current + POLITE_PAUSE_MS - performance.now());
      timer.current ??= setTimeout(sayWaiting, pauseMs);
    },
    [sayWaiting],
  );

  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );

  return (
    <AnnounceContext.Provider value={useMemo(() => announce, [announce])}>
      {children}
      <div className="sr" aria-live="polite">
        {polite}
      </div>
      <div className="sr" aria-live="assertive">
        {assertive}
      </div>
    </AnnounceContext.Provider>
  );
}
