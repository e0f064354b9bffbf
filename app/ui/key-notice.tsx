import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

/** How long a notice stands; the next key or press takes it away sooner. */
const STAND_MS = 8_000;

const KeyNoticeContext = createContext<(text: string) => void>(() => {});

/**
 * Says why a key had nothing to do, or what it ended: seen near the foot of the page, and heard at once.
 *
 * It goes by itself, so it is not for what must not be missed.
 */
export function useKeyNotice(): (text: string) => void {
  return useContext(KeyNoticeContext);
}

export function KeyNoticeProvider({ children }: { children: ReactNode }) {
  // An object for each time: what is said twice is a new notice, and is heard twice.
  const [notice, setNotice] = useState<{ readonly text: string } | null>(null);
  const [tell] = useState(
    () =>
      (text: string): void =>
        setNotice({ text }),
  );
  useEffect(() => {
    if (notice === null) return;
    const hide = (): void => setNotice((before) => (before === notice ? null : before));
    const timer = setTimeout(hide, STAND_MS);
    // Before the page hears the key: what it says next stands.
    const options = { capture: true } as const;
    document.addEventListener("keydown", hide, options);
    document.addEventListener("pointerdown", hide, options);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", hide, options);
      document.removeEventListener("pointerdown", hide, options);
    };
  }, [notice]);
  return (
    <KeyNoticeContext.Provider value={tell}>
      {children}
      <div className="key-notice" aria-live="assertive">
        {notice !== null && <p>{notice.text}</p>}
      </div>
    </KeyNoticeContext.Provider>
  );
}
