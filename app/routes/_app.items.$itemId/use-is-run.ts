import { useSearchParams } from "@remix-run/react";
import { RUN_PARAMETER } from "#app/ui/places.ts";

/** Whether the item is worked on in a run: the next one is the same indicator of the next entity. */
export function useIsRun(): boolean {
  return useSearchParams()[0].has(RUN_PARAMETER);
}
