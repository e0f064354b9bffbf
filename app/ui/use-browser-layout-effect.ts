import { useEffect, useLayoutEffect } from "react";

/** Before the page is painted. A server paints nothing, and is told of an effect that it may leave out. */
export const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;
