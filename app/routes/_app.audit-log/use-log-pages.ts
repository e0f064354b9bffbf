import { useCallback, useEffect, useRef, useState } from "react";
import type { LogCheckpoint, LogPage, LogRow } from "../../../server/services/audit-log/log-view.ts";

/** What is loaded of the stream, newest first, and how it goes on. */
export interface LogPages {
  readonly rows: readonly LogRow[];
  readonly checkpoints: readonly LogCheckpoint[];
  readonly next: number | null;
  readonly state: "idle" | "loading" | "failed";
  /** Loads older entries; does nothing at the end or while it loads. */
  loadMore(): void;
}

/**
 * Holds the pages of one filter. A newer first page takes the place of the old one, and what was loaded of older
 * entries stays when it joins on.
 *
 * @param first - as the loader gave it; the pages of another filter need another instance.
 */
export function useLogPages(first: LogPage, query: string): LogPages {
  const [held, setHeld] = useState({ first, pages: first });
  const [state, setState] = useState<LogPages["state"]>("idle");
  const aborted = useRef<AbortController | null>(null);
  useEffect(() => () => aborted.current?.abort(), []);
  let { pages } = held;
  if (held.first !== first) {
    pages = join(first, held.pages);
    setHeld({ first, pages });
  }
  const { next } = pages;
  const loadMore = useCallback(() => {
    if (next === null || state === "loading") return;
    aborted.current = new AbortController();
    setState("loading");
    fetchPage({ query, before: next, signal: aborted.current.signal }).then(
      (older) => {
        setHeld((before) => ({ first: before.first, pages: append(before.pages, older) }));
        setState("idle");
      },
      () => setState("failed"),
    );
  }, [next, query, state]);
  return { ...pages, state, loadMore };
}

async function fetchPage(asked: { query: string; before: number; signal: AbortSignal }): Promise<LogPage> {
  const search = new URLSearchParams({ q: asked.query, before: String(asked.before) });
  const response = await fetch(`/audit-log/rows?${search.toString()}`, { signal: asked.signal });
  if (!response.ok || response.redirected) throw new Error(`fetch older entries: status ${response.status}`);
  return (await response.json()) as LogPage;
}

function append(pages: LogPage, older: LogPage): LogPage {
  const last = pages.rows.at(-1)?.seq ?? Infinity;
  return {
    rows: [...pages.rows, ...older.rows.filter(({ seq }) => seq < last)],
    checkpoints: unite(pages.checkpoints, older.checkpoints),
    next: older.next,
  };
}

function join(first: LogPage, held: LogPage): LogPage {
  const last = first.rows.at(-1)?.seq;
  const at = held.rows.findIndex(({ seq }) => seq === last);
  if (at < 0 || first.next === null) return first;
  return {
    rows: [...first.rows, ...held.rows.slice(at + 1)],
    checkpoints: unite(first.checkpoints, held.checkpoints),
    next: held.next,
  };
}

function unite(some: readonly LogCheckpoint[], others: readonly LogCheckpoint[]): LogCheckpoint[] {
  const sizes = new Set(some.map(({ size }) => size));
  return [...some, ...others.filter(({ size }) => !sizes.has(size))].sort((a, b) => b.size - a.size);
}
