import { type RefObject, useRef } from "react";
import { useCssProperties } from "#app/ui/use-css-properties.ts";
import type { CardPlace } from "./use-margin-layout.ts";

/** Puts a card where the margin has room; on narrow screens below its mark. */
export function useCardPlace(place: CardPlace | null): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement | null>(null);
  useCssProperties(ref, {
    "--card-top": place === null ? null : `${place.top}px`,
    "--below-mark": place === null ? null : `${place.markEnd + 8}px`,
  });
  return ref;
}
