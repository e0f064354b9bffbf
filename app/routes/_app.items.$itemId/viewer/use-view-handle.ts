import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { findRect } from "./letters.ts";
import { findPlaceOnPage } from "./page-index.ts";
import type { PageList } from "./use-page-list.ts";
import { type ViewHandle, usePane } from "./use-pane.ts";

/** A place that is brought into view stands this far down the stage. */
const READING_LINE = 1 / 3;
/** Frames in which a page may still be measured or drawn before the place is where it is. */
const SETTLING_FRAMES = 40;

/**
 * Gives the pane the means to move this list of pages.
 *
 * @param startPage - where the list begins: the page that was read in the other view.
 */
export function useViewHandle(list: PageList, startPage: number): void {
  const { extraction, stageRef, sheetsRef, viewRef } = usePane();
  const handle = useMemo<ViewHandle>(() => {
    const locateOnPage = (page: number, share: number): number | null => {
      list.getTotalSize();
      const item = list.measurementsCache[page - 1];
      return item === undefined ? null : item.start + share * item.size;
    };
    const locate = (offset: number): number | null => {
      if (extraction === null) return null;
      const { page, share } = findPlaceOnPage(extraction, offset);
      return locateOnPage(page, share);
    };
    return {
      locate,
      locateOnPage,
      goToPage: (page) => list.scrollToIndex(page - 1, { align: "start" }),
      goToOffset(offset, page) {
        const stage = stageRef.current;
        const at = locate(offset);
        if (at === null && page !== undefined) list.scrollToIndex(page - 1, { align: "start" });
        if (stage === null || at === null) return;
        stage.scrollTop = at - stage.clientHeight * READING_LINE;
        settle({ stage, sheets: sheetsRef.current, offset });
      },
    };
  }, [list, extraction, stageRef, sheetsRef]);
  const [first] = useState(startPage);
  useLayoutEffect(() => list.scrollToIndex(first - 1, { align: "start" }), [list, first]);
  useEffect(() => {
    viewRef.current = handle;
    return () => {
      if (viewRef.current === handle) viewRef.current = null;
    };
  }, [viewRef, handle]);
}

interface Goal {
  readonly stage: HTMLElement;
  readonly sheets: HTMLElement | null;
  readonly offset: number;
}

/** The first guess is from the heights known before; once the letters lie there, they say where the place really is. */
function settle({ stage, sheets, offset }: Goal): void {
  let left = SETTLING_FRAMES;
  let expected = stage.scrollTop;
  const look = (): void => {
    // Somebody scrolls meanwhile: they know better.
    if (sheets === null || Math.abs(stage.scrollTop - expected) > stage.clientHeight || left === 0) return;
    left -= 1;
    const rect = findRect(sheets, offset);
    if (rect !== null) {
      const apart = rect.top - stage.getBoundingClientRect().top - stage.clientHeight * READING_LINE;
      if (Math.abs(apart) > 4) stage.scrollTop += apart;
    }
    expected = stage.scrollTop;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
