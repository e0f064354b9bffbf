import type { RefObject } from "react";
import { useBrowserLayoutEffect } from "./use-browser-layout-effect.ts";

/**
 * Sets CSS properties on an element after hydration.
 *
 * A server-rendered `style` attribute is refused by the Content-Security-Policy; CSSOM is not. Use it for what only the
 * browser can know (measured positions). Geometry that comes from data belongs in SVG attributes instead, which are
 * right in the first paint.
 *
 * @param properties - names as in CSS (`top`, `--c`); null removes the property.
 */
export function useCssProperties(
  ref: RefObject<HTMLElement | SVGElement | null>,
  properties: Readonly<Record<string, string | null>>,
): void {
  useBrowserLayoutEffect(() => {
    for (const [name, value] of Object.entries(properties)) ref.current?.style.setProperty(name, value);
  });
}
