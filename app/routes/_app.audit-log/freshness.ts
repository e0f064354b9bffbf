import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { readQuery } from "./log-address.ts";

let isAsked = false;

/**
 * When the page's data are loaded anew. New entries do not move what somebody reads: they come by themselves while the
 * person follows the log, else when asked for. Opening an entry fetches that entry alone.
 */
export const freshness = {
  /** The next revalidation is wanted. */
  ask(): void {
    isAsked = true;
  },
  isDue({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
    const wasAsked = isAsked;
    isAsked = false;
    if (currentUrl.pathname !== nextUrl.pathname) return defaultShouldRevalidate;
    const isOtherQuery = readQuery(currentUrl.searchParams) !== readQuery(nextUrl.searchParams);
    const isSame = currentUrl.search === nextUrl.search;
    const startsToFollow = !currentUrl.searchParams.has("follow") && nextUrl.searchParams.has("follow");
    return isOtherQuery || startsToFollow || (isSame && (wasAsked || nextUrl.searchParams.has("follow")));
  },
};
