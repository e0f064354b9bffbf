import { type RefObject, useLayoutEffect, useRef } from "react";
import { usePane } from "./use-pane.ts";

/** How far what goes by a name was moved sideways last, for each document that is shown. */
const moved = new WeakMap<HTMLElement, Map<string, number>>();

/** Parts that go by one name are moved sideways together; one that comes later begins where the others are. */
export function useTogether(name: string): RefObject<HTMLDivElement> {
  const ref = useRef<HTMLDivElement>(null);
  const { sheetsRef } = usePane();
  useLayoutEffect(() => {
    const [sheets, part] = [sheetsRef.current, ref.current];
    if (sheets === null || part === null) return;
    const places = moved.get(sheets) ?? new Map<string, number>();
    moved.set(sheets, places);
    part.dataset["together"] = name;
    part.scrollLeft = places.get(name) ?? 0;
    const move = (): void => {
      if (places.get(name) === part.scrollLeft) return;
      places.set(name, part.scrollLeft);
      for (const other of sheets.querySelectorAll(`[data-together="${CSS.escape(name)}"]`)) {
        other.scrollLeft = part.scrollLeft;
      }
    };
    part.addEventListener("scroll", move, { passive: true });
    return () => part.removeEventListener("scroll", move);
  }, [name, sheetsRef]);
  return ref;
}
