import { type RefObject, useCallback, useEffect, useState } from "react";

/** Steps of zoom; 1 is as wide as the column. */
const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4] as const;
const LEAST = STEPS[0];
const MOST = STEPS[STEPS.length - 1] as number;
/** A turn of the wheel by so many pixels doubles the size. */
const WHEEL_DOUBLE = 500;

export interface Zoom {
  readonly zoom: number;
  readonly isLeast: boolean;
  readonly isMost: boolean;
  readonly enlarge: () => void;
  readonly reduce: () => void;
  /** As wide as the column again. */
  readonly fit: () => void;
}

/** Zoom of one document: by steps, and by the wheel with Ctrl, which pinching on a touchpad is as well. */
export function useZoom(stageRef: RefObject<HTMLElement | null>): Zoom {
  const [zoom, setZoom] = useState(1);
  const enlarge = useCallback(() => setZoom((now) => STEPS.find((step) => step > now + 0.01) ?? MOST), []);
  const reduce = useCallback(() => setZoom((now) => STEPS.findLast((step) => step < now - 0.01) ?? LEAST), []);
  const fit = useCallback(() => setZoom(1), []);
  useEffect(() => {
    const stage = stageRef.current;
    if (stage === null) return;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      // Without this the browser would zoom the whole page.
      event.preventDefault();
      setZoom((now) => Math.min(MOST, Math.max(LEAST, now * 2 ** (-event.deltaY / WHEEL_DOUBLE))));
    };
    stage.addEventListener("wheel", turn, { passive: false });
    return () => stage.removeEventListener("wheel", turn);
  }, [stageRef]);
  return { zoom, isLeast: zoom <= LEAST, isMost: zoom >= MOST, enlarge, reduce, fit };
}
