import { useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { NOTE_PARAMETER } from "#app/ui/places.ts";
import { listPlacedNotes, showPlaced } from "../note-places.ts";
import { useDesk } from "../use-desk.ts";
import { usePane, type ViewHandle } from "./use-pane.ts";

/**
 * Brings the note that the address names into view, once: as soon as the document that it stands in can be moved, and
 * its text is there to find the place in.
 */
export function useNamedNote(handle: ViewHandle): void {
  const { view, shownNote } = useDesk();
  const { evidence, extraction } = usePane();
  const [searchParams] = useSearchParams();
  const named = searchParams.get(NOTE_PARAMETER);
  const hasText = extraction !== null;
  useEffect(() => {
    if (named === null || shownNote.current === named) return;
    const placed = listPlacedNotes(view, evidence.id).find(({ note }) => note.id === named);
    if (placed === undefined || (placed.place !== null && !hasText)) return;
    shownNote.current = named;
    showPlaced(handle, placed);
  }, [named, view, evidence.id, hasText, handle, shownNote]);
}
