import { useCallback, useEffect, useState } from "react";
import type { Extraction } from "#domain/annotation/extraction.ts";

/** Texts that were fetched for the item that is open; it goes when the item does. */
export type ExtractionCache = Map<string, Extraction | null>;

/** The text of a document, on its way or here. */
export interface ExtractionState {
  readonly state: "loading" | "ready" | "none" | "failed";
  /** Null unless it is ready. */
  readonly extraction: Extraction | null;
}

const LOADING: ExtractionState = { state: "loading", extraction: null };

/** Fetches the text of a document, once for all that show it. @returns with `retry`, for after a failure. */
export function useExtraction(
  evidence: { id: string; sha256: string } | null,
  cache: ExtractionCache,
): ExtractionState & { retry: () => void } {
  const [loaded, setLoaded] = useState<{ sha256: string; state: ExtractionState } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const { id = null, sha256 = null } = evidence ?? {};
  useEffect(() => {
    if (id === null || sha256 === null || cache.has(sha256)) return;
    const controller = new AbortController();
    setLoaded(null);
    fetchExtraction(id, controller.signal).then(
      (extraction) => {
        cache.set(sha256, extraction);
        setLoaded({ sha256, state: toState(extraction) });
      },
      () => {
        if (!controller.signal.aborted) setLoaded({ sha256, state: { state: "failed", extraction: null } });
      },
    );
    return () => controller.abort();
  }, [id, sha256, cache, attempt]);
  useEffect(() => {
    if (loaded?.state.state !== "failed") return;
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [loaded, retry]);
  const cached = sha256 === null ? undefined : cache.get(sha256);
  const state = cached !== undefined ? toState(cached) : loaded?.sha256 === sha256 ? loaded.state : LOADING;
  return { ...state, retry };
}

const toState = (extraction: Extraction | null): ExtractionState =>
  extraction === null ? { state: "none", extraction } : { state: "ready", extraction };

async function fetchExtraction(id: string, signal: AbortSignal): Promise<Extraction | null> {
  const response = await fetch(`/evidence/${encodeURIComponent(id)}/text`, { signal });
  if (!response.ok) throw new Error(`text of ${id}: ${response.status}`);
  return (await response.json()) as Extraction | null;
}
