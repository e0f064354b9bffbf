import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Between two pages, and above the first; px. */
export const PAGE_GAP = 16;
/** Pages above and below what is seen that are in the page as well. */
const OVERSCAN = 1;

export type PageList = Virtualizer<HTMLElement, HTMLElement>;

export interface PageListOptions {
  readonly stageRef: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Height of a page as far as it is known, px; another function when any of it changes. */
  readonly toHeight: (index: number) => number;
  readonly gap?: number;
}

/**
 * The pages of a document of which only those near the window are in the page.
 *
 * When all heights change, as with zoom, what is read stays where it is.
 */
export function usePageList({ stageRef, count, toHeight, gap = PAGE_GAP }: PageListOptions): PageList {
  const list: PageList = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => stageRef.current,
    estimateSize: toHeight,
    overscan: OVERSCAN,
    gap,
    paddingStart: PAGE_GAP,
    scrollPaddingStart: PAGE_GAP,
    paddingEnd: PAGE_GAP,
  });
  const place = useRef({ index: 0, share: 0 });
  const known = useRef(toHeight);
  useEffect(() => {
    const stage = stageRef.current;
    if (stage === null) return;
    const keep = (): void => {
      const top = stage.scrollTop;
      const item = list.getVirtualItemForOffset(top);
      if (item !== undefined) place.current = { index: item.index, share: (top - item.start) / Math.max(1, item.size) };
    };
    stage.addEventListener("scroll", keep, { passive: true });
    return () => stage.removeEventListener("scroll", keep);
  }, [stageRef, list]);
  useLayoutEffect(() => {
    if (known.current === toHeight) return;
    known.current = toHeight;
    const { index, share } = place.current;
    list.measure();
    // Asking for the places makes the list count anew, before the stage is moved to where they are now.
    list.getTotalSize();
    const item = list.measurementsCache[index];
    if (stageRef.current !== null && item !== undefined) stageRef.current.scrollTop = item.start + share * item.size;
  }, [toHeight, list, stageRef]);
  return list;
}

/** The page that stands in the upper third of the stage, from 1. */
export function useCurrentPage(stageRef: RefObject<HTMLElement | null>, list: PageList): number {
  const [page, setPage] = useState(1);
  useEffect(() => {
    const stage = stageRef.current;
    if (stage === null) return;
    const look = (): void => {
      const item = list.getVirtualItemForOffset(stage.scrollTop + stage.clientHeight / 3);
      setPage((item?.index ?? 0) + 1);
    };
    look();
    stage.addEventListener("scroll", look, { passive: true });
    return () => stage.removeEventListener("scroll", look);
  }, [stageRef, list]);
  return page;
}
