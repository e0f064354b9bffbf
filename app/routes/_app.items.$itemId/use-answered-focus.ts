import { type RefObject, useEffect, useRef } from "react";
import { findNextAsked, isAsked, type KeptNotes, type PlacedNote, showPlaced } from "./note-places.ts";
import { useDesk, useFocusedId } from "./use-desk.ts";
import { usePane } from "./viewer/use-pane.ts";

export interface AnsweredFocusOptions {
  readonly marginRef: RefObject<HTMLElement | null>;
  readonly placed: readonly PlacedNote[];
  readonly kept: KeptNotes;
}

/**
 * Leads on from a note of an earlier version whose author has just answered for it: the buttons that had the focus are
 * gone with the question. The next one that is asked about has it then; after the last, the answered note, or the
 * heading of the list that it went to.
 */
export function useAnsweredFocus({ marginRef, placed, kept }: AnsweredFocusOptions): void {
  const { focusNote } = useDesk();
  const focusedId = useFocusedId();
  const { hasKeys, viewRef } = usePane();
  const now = [...placed.map(({ note }) => note), ...kept.lost].filter(isAsked).map(({ id }) => id);
  const asked = useRef<readonly string[]>(now);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const margin = marginRef.current;
    const next = findNextAsked({ was: asked.current, now, focused: focusedId });
    asked.current = now;
    if (margin === null || !hasKeys) return;
    // Its card is open only now: on a narrow screen the others are not in the page.
    if (wanted.current !== null && wanted.current === focusedId) {
      wanted.current = null;
      focusCard(margin, focusedId);
    }
    if (next === null || focusedId === null || !isFocusGone(margin, focusedId)) return;
    if (next === focusedId) return focusCard(margin, next);
    wanted.current = next;
    focusNote(next);
    const place = placed.find(({ note }) => note.id === next);
    if (place !== undefined) showPlaced(viewRef.current, place);
  });
}

const findCard = (margin: HTMLElement, id: string): Element | null =>
  margin.querySelector(`[data-card="${CSS.escape(id)}"]`);

/** Whoever has gone elsewhere meanwhile stays there. */
function isFocusGone(margin: HTMLElement, answeredId: string): boolean {
  const { activeElement, body } = document;
  return (
    activeElement === null || activeElement === body || findCard(margin, answeredId)?.contains(activeElement) === true
  );
}

function focusCard(margin: HTMLElement, id: string): void {
  const card = findCard(margin, id);
  const list = card?.closest("details") ?? null;
  const target = list === null || list.open ? card?.querySelector(".th-open") : list.querySelector("summary");
  if (target instanceof HTMLElement) target.focus();
}
