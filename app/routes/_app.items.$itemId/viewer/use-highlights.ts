import { useMemo } from "react";
import { toPersonClass } from "#app/ui/person-chip.tsx";
import type { FoundStretch } from "#domain/annotation/find-in-text.ts";
import type { Highlight } from "../sheet.tsx";
import type { TextStretch } from "../text-selection.ts";
import { listPlacedNotes } from "../note-places.ts";
import { useDesk, useFocusedId, usePresence } from "../use-desk.ts";
import { useMarkWords } from "../use-mark-words.ts";
import { usePane } from "./use-pane.ts";

export interface HighlightOptions {
  /** What a note is being written on. */
  readonly pending: TextStretch | null;
  /** What a search found, and which of it is looked at. */
  readonly found: readonly FoundStretch[];
  readonly foundAt: number;
}

/** All that is marked in the text of the document: notes, what others select, what is found, what a note will be on. */
export function useHighlights({ pending, found, foundAt }: HighlightOptions): readonly Highlight[] {
  const { view } = useDesk();
  const focusedId = useFocusedId();
  const { peers } = usePresence();
  const { evidence } = usePane();
  const toWords = useMarkWords();
  return useMemo(() => {
    const matches = found.map(({ start, end }, place): Highlight => {
      const className = place === foundAt ? "found cur" : "found";
      return { id: `found-${start}`, start, end, kind: "selection", className, label: "" };
    });
    const notes = listPlacedNotes(view, evidence.id).flatMap((placed): Highlight[] => {
      const { note, place } = placed;
      return place === null ? [] : [{ id: note.id, ...place, kind: "note", ...toWords(placed, focusedId) }];
    });
    const selections = peers.flatMap(({ clientId, user, evidence: at }): Highlight[] => {
      if (at === null || at.evidence !== evidence.sha256 || at.end <= at.start) return [];
      const role = user.role === "chair" ? "chair" : "expert";
      const className = `selx ${toPersonClass({ role, letter: user.letter })}`;
      return [{ id: `peer-${clientId}`, start: at.start, end: at.end, kind: "selection", className, label: "" }];
    });
    const own: Highlight[] =
      pending === null ? [] : [{ id: "pending", ...pending, kind: "selection", className: "pending", label: "" }];
    // The first selection that covers a letter is drawn in the text: what is found comes before what is being written.
    return [...matches, ...notes, ...selections, ...own];
  }, [view, evidence, focusedId, peers, pending, found, foundAt, toWords]);
}
