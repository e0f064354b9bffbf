import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { packMargin } from "./pack-margin.ts";
import type { ViewHandle } from "./viewer/use-pane.ts";

/** Where a note's number and card stand, px from the top of the margin. */
export interface CardPlace {
  readonly id: string;
  /** Beside the note's mark, or below the number before it: each can be hit. */
  readonly flag: number;
  /** Lower edge of the mark's first piece. */
  readonly markEnd: number;
  readonly top: number;
}

/** Of the note that is being written. */
export const PENDING_ID = "pending";
/** A card wants to begin a little above its mark, so that their first lines stand level. */
const RISE = 6;
/** Height of a mark that is not in the page. */
const LINE = 20;
/** From one number to the next at least. */
const FLAG_STEP = 24;

/** What a card belongs to: where its mark begins in the text, or on which page a region does. */
export interface MarkOfCard {
  readonly id: string;
  readonly start: number | null;
  /** Share of the page's height, 0–1. */
  readonly region: { readonly page: number; readonly share: number } | null;
}

const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * Measures marks and cards and packs the cards; again whenever either changes.
 *
 * Marks on pages that are not in the page now stand where the document says that they will be.
 *
 * @param options.marks - in any order.
 * @returns null until it is measured: then cards stand in a plain column.
 */
export function useMarginLayout(options: {
  marginRef: RefObject<HTMLElement | null>;
  sheetsRef: RefObject<HTMLElement | null>;
  marks: readonly MarkOfCard[];
  focusedId: string | null;
  viewRef: { readonly current: ViewHandle | null };
}): readonly CardPlace[] | null {
  const { marginRef, sheetsRef, marks, focusedId, viewRef } = options;
  const [places, setPlaces] = useState<readonly CardPlace[] | null>(null);
  const [, setMeasured] = useState(0);
  useBrowserLayoutEffect(() => {
    const [margin, sheets] = [marginRef.current, sheetsRef.current];
    if (margin === null || sheets === null) return;
    const next = measure({ margin, sheets, marks, focusedId, view: viewRef.current });
    setPlaces((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  });
  useEffect(() => {
    const [margin, sheets] = [marginRef.current, sheetsRef.current];
    if (margin === null || sheets === null) return;
    const again = (): void => setMeasured((count) => count + 1);
    const observer = new ResizeObserver(again);
    observer.observe(sheets);
    for (const card of margin.querySelectorAll("[data-card], [data-kept]")) observer.observe(card);
    // Pages come and go while one scrolls, and marks are drawn when their letters lie.
    const changes = new MutationObserver(again);
    changes.observe(sheets, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      changes.disconnect();
    };
  }, [marginRef, sheetsRef, marks.length]);
  return places;
}

function measure(given: {
  margin: HTMLElement;
  sheets: HTMLElement;
  marks: readonly MarkOfCard[];
  focusedId: string | null;
  view: ViewHandle | null;
}): CardPlace[] {
  const { margin, sheets, marks, focusedId, view } = given;
  // The sheets begin where the margin does; on narrow screens the margin has no box of its own.
  const origin = sheets.getBoundingClientRect().top;
  const pieces = findPieces(sheets);
  const cards = new Map([...margin.querySelectorAll<HTMLElement>("[data-card]")].map((one) => [one.dataset.card, one]));
  const boxes = marks.flatMap(({ id, start, region }) => {
    const mark = pieces.get(id)?.getClientRects()[0];
    const card = cards.get(id);
    const at = mark === undefined ? locate(view, { start, region }) : mark.top - origin;
    if (at === null || card === undefined) return [];
    const markEnd = mark === undefined ? at + LINE : mark.bottom - origin;
    return [{ id, mark: at, markEnd, wanted: at - RISE, height: card.offsetHeight }];
  });
  boxes.sort((a, b) => a.wanted - b.wanted);
  const kept = margin.querySelector<HTMLElement>("[data-kept]");
  const keptHeight = kept === null || getComputedStyle(kept).position === "absolute" ? 0 : kept.offsetHeight;
  const held = marks.some(({ id }) => id === PENDING_ID) ? PENDING_ID : focusedId;
  const tops = packMargin(boxes, held, keptHeight);
  let free = -Infinity;
  return boxes.map(({ id, mark, markEnd }) => {
    // What is being written has no number yet.
    const flag = id === PENDING_ID ? mark : Math.max(mark, free);
    if (id !== PENDING_ID) free = flag + FLAG_STEP;
    return {
      id,
      flag: Math.round(flag),
      markEnd: Math.round(markEnd),
      top: Math.round(tops.get(id) ?? mark),
    };
  });
}

/**
 * The first piece of each mark, in one walk through the pages: they hold thousands of elements, and a page with many
 * notes draws often.
 */
function findPieces(sheets: HTMLElement): ReadonlyMap<string, Element> {
  const pieces = new Map<string, Element>();
  for (const piece of sheets.querySelectorAll<HTMLElement>("[data-note], .pending")) {
    const ids = piece.dataset.note?.split(" ") ?? [];
    if (piece.classList.contains("pending")) ids.push(PENDING_ID);
    for (const id of ids) if (!pieces.has(id)) pieces.set(id, piece);
  }
  return pieces;
}

function locate(view: ViewHandle | null, { start, region }: Pick<MarkOfCard, "start" | "region">): number | null {
  if (view === null) return null;
  if (start !== null) return view.locate(start);
  return region === null ? null : view.locateOnPage(region.page, region.share);
}
