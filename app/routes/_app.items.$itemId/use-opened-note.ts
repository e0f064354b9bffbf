import { useRevalidator, useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { NOTE_PARAMETER } from "#app/ui/places.ts";
import { useRootData } from "#app/ui/use-root-data.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";

interface Opening {
  readonly view: WorkbenchView;
  readonly focusedId: string | null;
  readonly focusNote: (id: string | null) => void;
}

/** Opens the note that the address names, at its place; a thread that is opened is read from then on. */
export function useOpenedNote({ view, focusedId, focusNote }: Opening): void {
  const [searchParams] = useSearchParams();
  const named = searchParams.get(NOTE_PARAMETER);
  const csrfToken = useRootData()?.csrfToken ?? "";
  const { revalidate } = useRevalidator();
  const isThere = view.notes.some((note) => note.id === named);
  useEffect(() => {
    if (named === null || !isThere) return;
    focusNote(named);
    const frame = requestAnimationFrame(() => {
      const id = CSS.escape(named);
      const mark = document.querySelector(`[data-note~="${id}"]`) ?? document.querySelector(`[data-card="${id}"]`);
      mark?.scrollIntoView({ block: "center" });
    });
    return () => cancelAnimationFrame(frame);
  }, [named, isThere, focusNote]);
  const isUnread = view.notes.find((note) => note.id === focusedId)?.isUnread === true;
  useEffect(() => {
    if (!isUnread || focusedId === null) return;
    const reading = new AbortController();
    const request = { method: "POST", body: JSON.stringify({ note: focusedId }), signal: reading.signal };
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrfToken };
    // A mark that did not arrive leaves the thread unread, which the next opening mends.
    void fetch("/notes/read", { ...request, headers })
      .then((answer) => answer.ok && revalidate())
      .catch(() => undefined);
    return () => reading.abort();
  }, [isUnread, focusedId, csrfToken, revalidate]);
}
