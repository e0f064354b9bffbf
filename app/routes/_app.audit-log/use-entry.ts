import { useEffect, useState } from "react";
import type { LogEntry } from "../../../server/services/audit-log/log-view.ts";

/** Null: the log has no such number. */
export type EntryState = LogEntry | null | "loading" | "failed";

/**
 * The entry that the address names.
 *
 * @param given - as the loader gave it with the page; another one is fetched by itself, the page stays as it is.
 */
export function useEntry(seq: number | null, given: LogEntry | null): EntryState {
  const [fetched, setFetched] = useState<{ seq: number; entry: EntryState } | null>(null);
  const isGiven = given !== null && given.seq === seq;
  useEffect(() => {
    if (seq === null || isGiven) return;
    const aborted = new AbortController();
    fetchEntry(seq, aborted.signal).then(
      (entry) => setFetched({ seq, entry }),
      () => {
        if (!aborted.signal.aborted) setFetched({ seq, entry: "failed" });
      },
    );
    return () => aborted.abort();
  }, [seq, isGiven]);
  if (isGiven) return given;
  return fetched?.seq === seq ? fetched.entry : "loading";
}

async function fetchEntry(seq: number, signal: AbortSignal): Promise<LogEntry | null> {
  const response = await fetch(`/audit-log/entry?entry=${seq}`, { signal });
  if (!response.ok || response.redirected) throw new Error(`fetch entry ${seq}: status ${response.status}`);
  return (await response.json()) as LogEntry | null;
}
