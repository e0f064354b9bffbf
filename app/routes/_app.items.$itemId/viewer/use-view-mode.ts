import { useCallback, useSyncExternalStore } from "react";
import { useShell } from "#app/live/use-commands.ts";

/** The pages as they look, or their text. */
export type ViewMode = "page" | "text";

const listeners = new Set<() => void>();
const toKey = (accountId: string): string => `assay.evidence-view.${accountId}`;

function read(accountId: string): ViewMode {
  try {
    return localStorage.getItem(toKey(accountId)) === "text" ? "text" : "page";
  } catch {
    // Blocked storage: the page view, since hidden text can differ from the picture.
    return "page";
  }
}

/** How the person last looked at evidence, on this machine. A document without pages is text in any case. */
export function useViewMode(hasPages: boolean): { mode: ViewMode; choose: (mode: ViewMode) => void } {
  const { accountId } = useShell();
  const kept = useSyncExternalStore(
    subscribe,
    () => read(accountId),
    () => "page" as const,
  );
  const choose = useCallback(
    (mode: ViewMode): void => {
      try {
        localStorage.setItem(toKey(accountId), mode);
      } catch {
        return;
      }
      for (const listener of listeners) listener();
    },
    [accountId],
  );
  return { mode: hasPages ? kept : "text", choose };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
