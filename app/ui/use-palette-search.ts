import { useEffect, useState } from "react";
import type { PaletteHit, PaletteView } from "../../server/services/palette/palette-view.ts";
import { useRootData } from "./use-root-data.ts";

/** How long typing rests before the server is asked. */
const PAUSE_MS = 150;

export interface PaletteSearch {
  readonly state: "idle" | "searching" | "done" | "failed";
  readonly hits: readonly PaletteHit[];
}

const IDLE: PaletteSearch = { state: "idle", hits: [] };

/** Asks the server for what is typed, once typing rests; an answer to something older is dropped. */
export function usePaletteSearch(query: string): PaletteSearch {
  const [found, setFound] = useState<PaletteSearch>(IDLE);
  const csrfToken = useRootData()?.csrfToken ?? "";
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === "") {
      setFound(IDLE);
      return;
    }
    const aborter = new AbortController();
    setFound(({ hits }) => ({ state: "searching", hits }));
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    const ask = async (): Promise<void> => {
      try {
        const headers = { "x-csrf-token": csrfToken };
        const response = await fetch(`/search?${new URLSearchParams({ q: wanted }).toString()}`, {
          headers,
          signal: aborter.signal,
        });
        if (!response.ok) throw new Error(`search: ${response.status}`);
        const { hits } = (await response.json()) as PaletteView;
        setFound({ state: "done", hits });
      } catch {
        // Offline, signed out, or the server failed: pages and commands are still there.
        if (!aborter.signal.aborted) setFound({ state: "failed", hits: [] });
      }
    };
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [wanted, csrfToken]);
  return found;
}
