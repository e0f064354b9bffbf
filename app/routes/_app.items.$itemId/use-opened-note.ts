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

/**
 * Opens the note that the address names; a thread that is opened is read from then on. Where the note stands in a
 * document, the document brings it into view.
 */
export function useOpenedNote({ view, focusedId, focusNote }: Opening): void {
  const [searchParams] = useSearchParams();
  const named = searchParams.get(NOTE_PARAMETER);
  const csrfToken = useRootData()?.csrfToken ?? "";
  const { revalidate } = useRevalidator();
  const note = view.notes.find(({ id }) => id === named);
  const isThere = note !== undefined;
  const isPlaced = isThere && (note.place !== null || note.region !== null);
  useEffect(() => {
    if (named === null || !isThere) return;
    focusNote(named);
    if (isPlaced) return;
    const frame = requestAnimationFrame(() => {
      document.querySelector(`[data-card="${CSS.escape(named)}"]`)?.scrollIntoView({ block: "center" });
    });
    return () => cancelAnimationFrame(frame);
  }, [named, isThere, isPlaced, focusNote]);
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
