import { useCallback, useState } from "react";
import type { PageRegion } from "./region-layer.tsx";

export interface RegionChoice {
  readonly isOn: boolean;
  /** Begins and ends the choosing; null where no region can be chosen, as `select` is. */
  readonly toggle: (() => void) | null;
  readonly select: ((region: PageRegion) => void) | null;
  readonly cancel: () => void;
}

/** Whether a region of a page is being chosen, and what follows when it is. */
export function useRegionChoice(canChoose: boolean, begin: (region: PageRegion) => void): RegionChoice {
  const [isOn, setOn] = useState(false);
  const select = useCallback(
    (region: PageRegion): void => {
      setOn(false);
      begin(region);
    },
    [begin],
  );
  return {
    isOn,
    toggle: canChoose ? () => setOn((before) => !before) : null,
    select: canChoose ? select : null,
    cancel: () => setOn(false),
  };
}
