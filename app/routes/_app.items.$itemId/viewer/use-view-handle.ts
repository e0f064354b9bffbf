import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { findRect } from "./letters.ts";
import { findPlaceOnPage } from "./page-index.ts";
import { useNamedNote } from "./use-named-note.ts";
import type { PageList } from "./use-page-list.ts";
import { type ViewHandle, usePane } from "./use-pane.ts";

/** A place that is brought into view stands this far down the stage. */
const READING_LINE = 1 / 3;
/** Frames in which a page may still be measured or drawn before the place is where it is. */
const SETTLING_FRAMES = 40;

/** A place in a list: in which of its items, and at which share of its height, 0–1. */
interface ListPlace {
  readonly index: number;
  readonly share: number;
}

/** How pages and places of the text are found in a list whose items are not the pages. */
export interface ListPlaces {
  /** Index of the item with which a page begins. */
  readonly ofPage: (page: number) => number;
  readonly ofOffset: (offset: number) => ListPlace | null;
  /** @param share - of the page's height, 0–1. */
  readonly onPage: (page: number, share: number) => ListPlace;
}

const toPagePlaces = (extraction: Extraction | null): ListPlaces => ({
  ofPage: (page) => page - 1,
  ofOffset: (offset) => {
    if (extraction === null) return null;
    const { page, share } = findPlaceOnPage(extraction, offset);
    return { index: page - 1, share };
  },
  onPage: (page, share) => ({ index: page - 1, share }),
});

/**
 * Gives the pane the means to move this list of pages.
 *
 * @param startPage - where the list begins: the page that was read in the other view.
 * @param given - the same as long as the list is; left out: its items are the pages.
 */
export function useViewHandle(list: PageList, startPage: number, given: ListPlaces | null = null): void {
  const { extraction, stageRef, sheetsRef, viewRef } = usePane();
  const places = useMemo(() => given ?? toPagePlaces(extraction), [given, extraction]);
  const handle = useMemo<ViewHandle>(() => {
    const toPixels = (place: ListPlace | null): number | null => {
      list.getTotalSize();
      const item = place === null ? undefined : list.measurementsCache[place.index];
      return place === null || item === undefined ? null : item.start + place.share * item.size;
    };
    const locate = (offset: number): number | null => toPixels(places.ofOffset(offset));
    const goToPage = (page: number): void => list.scrollToIndex(places.ofPage(page), { align: "start" });
    return {
      locate,
      locateOnPage: (page, share) => toPixels(places.onPage(page, share)),
      goToPage,
      goToOffset(offset, page) {
        const stage = stageRef.current;
        const at = locate(offset);
        if (at === null && page !== undefined) goToPage(page);
        if (stage === null || at === null) return;
        stage.scrollTop = at - readingLineOf(stage);
        settle({ stage, sheets: sheetsRef.current, offset, locate });
      },
    };
  }, [list, places, stageRef, sheetsRef]);
  const [first] = useState(() => places.ofPage(startPage));
  useLayoutEffect(() => list.scrollToIndex(first, { align: "start" }), [list, first]);
  useEffect(() => {
    viewRef.current = handle;
    return () => {
      if (viewRef.current === handle) viewRef.current = null;
    };
  }, [viewRef, handle]);
  useNamedNote(handle);
}

interface Goal {
  readonly stage: HTMLElement;
  readonly sheets: HTMLElement | null;
  readonly offset: number;
  /** Where the list takes the place to stand, see `ViewHandle`. */
  readonly locate: (offset: number) => number | null;
}

/**
 * The first guess is from the heights known before. What comes into the page is measured and moves the rest, so the
 * guess is made anew with it; once the letters lie there, they say where the place really is.
 */
function settle({ stage, sheets, offset, locate }: Goal): void {
  let left = SETTLING_FRAMES;
  let guess = locate(offset);
  const hands = watchHands(stage);
  const look = (): void => {
    // Somebody moves the document, or goes elsewhere in it: they know better.
    if (hands.signal.aborted) return;
    if (sheets === null || left === 0) return hands.abort();
    left -= 1;
    const rect = findRect(sheets, offset);
    const next = locate(offset);
    if (rect !== null) {
      const apart = rect.top - stage.getBoundingClientRect().top - readingLineOf(stage);
      if (Math.abs(apart) > 4) stage.scrollTop += apart;
    } else if (next !== null && next !== guess) {
      guess = next;
      stage.scrollTop = next - readingLineOf(stage);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const settling = new WeakMap<HTMLElement, AbortController>();

/** @returns what ends when a hand moves the stage, by pointer or keys, or when the next place is gone to. */
function watchHands(stage: HTMLElement): AbortController {
  settling.get(stage)?.abort();
  const controller = new AbortController();
  settling.set(stage, controller);
  const { signal } = controller;
  const stop = (event: Event): void => {
    // What is typed into a field moves nothing.
    if (!(event instanceof KeyboardEvent && isField(event.target))) controller.abort();
  };
  for (const type of ["wheel", "pointerdown", "touchstart"])
    stage.addEventListener(type, stop, { passive: true, signal });
  addEventListener("keydown", stop, { signal });
  return controller;
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;

const readingLineOf = (stage: HTMLElement): number => stage.clientHeight * READING_LINE;
