import { type ReactNode, useEffect, useRef } from "react";
import { type Box, placeNear } from "#app/ui/place-near.ts";
import { useBrowserLayoutEffect } from "#app/ui/use-browser-layout-effect.ts";

/** As much as a list takes, in pixels: its field and seven rows. */
const WANTED = { width: 320, height: 232 };

export interface PickPopoverProps {
  /** The line of text at which it opens. */
  readonly findAnchor: () => Box;
  readonly children: ReactNode;
}

/**
 * A list at a line of text, over the page and wholly in sight: below the line, or above it where that has more room,
 * also while a keyboard covers half of the screen.
 */
export function PickPopover({ findAnchor, children }: PickPopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(findAnchor);
  useEffect(() => {
    latest.current = findAnchor;
  });
  // Before the field in it takes the focus, which would scroll to where it is not.
  useBrowserLayoutEffect(() => {
    const popover = ref.current;
    if (popover === null) return;
    // The layer over everything, which no pane cuts off. React 18 has no name for the attribute.
    popover.setAttribute("popover", "manual");
    popover.showPopover();
    const put = (): void => place(popover, latest.current());
    put();
    const { visualViewport } = window;
    const capture = { capture: true, passive: true } as const;
    visualViewport?.addEventListener("resize", put);
    visualViewport?.addEventListener("scroll", put);
    document.addEventListener("scroll", put, capture);
    window.addEventListener("resize", put);
    return () => {
      visualViewport?.removeEventListener("resize", put);
      visualViewport?.removeEventListener("scroll", put);
      document.removeEventListener("scroll", put, capture);
      window.removeEventListener("resize", put);
    };
  }, []);
  return (
    <div ref={ref} className="pick-popover">
      {children}
    </div>
  );
}

function place(popover: HTMLElement, anchor: Box): void {
  const seen = findSeen();
  const width = Math.min(WANTED.width, seen.width - 8);
  const { side, top, left, height } = placeNear(anchor, { width, height: WANTED.height }, seen);
  popover.dataset["side"] = side;
  for (const [name, value] of Object.entries({ top, left, width, height })) {
    popover.style.setProperty(name, `${value}px`);
  }
}

/** The part of the window that is not under a keyboard, nor out of a zoomed view. */
function findSeen(): Box {
  const { visualViewport: seen } = window;
  if (seen === null) return { top: 0, left: 0, width: window.innerWidth, height: window.innerHeight };
  return { top: seen.offsetTop, left: seen.offsetLeft, width: seen.width, height: seen.height };
}
