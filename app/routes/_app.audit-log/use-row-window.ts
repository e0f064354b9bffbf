import type { RefObject } from "react";
import { useEffect, useState } from "react";

/** Rows that are drawn before the browser has measured anything. */
const FIRST_ROWS = 60;
/** Rows beyond the edges, so that scrolling meets no gap. */
const MARGIN_ROWS = 20;

/** Which of many rows of one height are drawn: `from ≤ place < to`. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
  /** Height of a row, px; 0 before it was measured. */
  readonly rowHeight: number;
}

/**
 * Draws only the rows that can be seen. Rows carry `data-place` and are equally high, whatever the width of the page.
 *
 * @param box - the element that scrolls; its first row is right below its head.
 */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [shown, setShown] = useState<RowWindow>({ from: 0, to: FIRST_ROWS, rowHeight: 0 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => {
      const row = element.querySelector<HTMLElement>("[data-place]");
      const rowHeight = row?.getBoundingClientRect().height ?? 0;
      if (rowHeight === 0) return;
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - MARGIN_ROWS);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + MARGIN_ROWS;
      setShown((before) =>
        before.from === first && before.to === last && before.rowHeight === rowHeight
          ? before
          : { from: first, to: last, rowHeight },
      );
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      sizes.disconnect();
    };
  }, [box, count]);
  return { ...shown, from: Math.min(shown.from, count), to: Math.min(shown.to, count) };
}
