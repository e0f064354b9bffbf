import { type RefObject, useEffect } from "react";

/** Between a card and the edge of the stage, px. */
const GAP = 8;

/**
 * Brings a card that comes to the foreground into view, down to its end as far as its beginning stays there; and again
 * when it grows while its person is in it. What others add to it moves nothing.
 */
export function useCardInView(ref: RefObject<HTMLElement | null>, isInForeground: boolean): void {
  useEffect(() => {
    const card = ref.current;
    const stage = card?.closest(".stage") ?? null;
    if (!isInForeground || card === null || stage === null) return;
    let isFirst = true;
    const observer = new ResizeObserver(() => {
      if (isFirst || card.contains(document.activeElement)) showEnd(card, stage);
      isFirst = false;
    });
    observer.observe(card);
    return () => observer.disconnect();
  }, [ref, isInForeground]);
}

function showEnd(card: HTMLElement, stage: Element): void {
  const [inner, outer] = [card.getBoundingClientRect(), stage.getBoundingClientRect()];
  const missing = inner.bottom + GAP - outer.bottom;
  const room = inner.top - GAP - outer.top;
  if (missing > 0 && room > 0) stage.scrollTop += Math.min(missing, room);
}
