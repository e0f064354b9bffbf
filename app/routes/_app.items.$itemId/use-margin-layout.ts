import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { packMargin } from "./pack-margin.ts";

/** Where a note's mark and card stand, px from the top of the margin. */
export interface CardPlace {
  readonly id: string;
  readonly mark: number;
  /** Lower edge of the mark's first piece. */
  readonly markEnd: number;
  readonly top: number;
}

/** Of the note that is being written. */
export const PENDING_ID = "pending";
/** A card wants to begin a little above its mark, so that their first lines stand level. */
const RISE = 6;

const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * Measures marks and cards and packs the cards; again whenever either changes.
 *
 * @param options.ids - in the order of their marks.
 * @returns null until it is measured: then cards stand in a plain column.
 */
export function useMarginLayout(options: {
  marginRef: RefObject<HTMLElement | null>;
  sheetsRef: RefObject<HTMLElement | null>;
  ids: readonly string[];
  focusedId: string | null;
}): readonly CardPlace[] | null {
  const { marginRef, sheetsRef, ids, focusedId } = options;
  const [places, setPlaces] = useState<readonly CardPlace[] | null>(null);
  const [, setMeasured] = useState(0);
  useBrowserLayoutEffect(() => {
    const [margin, sheets] = [marginRef.current, sheetsRef.current];
    if (margin === null || sheets === null) return;
    const next = measure({ margin, sheets, ids, focusedId });
    setPlaces((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  });
  useEffect(() => {
    const [margin, sheets] = [marginRef.current, sheetsRef.current];
    if (margin === null || sheets === null) return;
    const observer = new ResizeObserver(() => setMeasured((count) => count + 1));
    observer.observe(sheets);
    for (const card of margin.querySelectorAll("[data-card]")) observer.observe(card);
    return () => observer.disconnect();
  }, [marginRef, sheetsRef, ids.length]);
  return places;
}

function measure(given: {
  margin: HTMLElement;
  sheets: HTMLElement;
  ids: readonly string[];
  focusedId: string | null;
}): CardPlace[] {
  const { margin, sheets, ids, focusedId } = given;
  // The sheets begin where the margin does; on narrow screens the margin has no box of its own.
  const origin = sheets.getBoundingClientRect().top;
  const boxes = ids.flatMap((id) => {
    const selector = id === PENDING_ID ? ".pending" : `[data-note~="${CSS.escape(id)}"]`;
    const mark = sheets.querySelector(selector)?.getClientRects()[0];
    const card = margin.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
    if (mark === undefined || card === null) return [];
    const at = mark.top - origin;
    return [{ id, mark: at, markEnd: mark.bottom - origin, wanted: at - RISE, height: card.offsetHeight }];
  });
  const tops = packMargin(boxes, ids.includes(PENDING_ID) ? PENDING_ID : focusedId);
  return boxes.map(({ id, mark, markEnd }) => ({
    id,
    mark: Math.round(mark),
    markEnd: Math.round(markEnd),
    top: Math.round(tops.get(id) ?? mark),
  }));
}
