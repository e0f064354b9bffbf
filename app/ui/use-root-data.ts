import { useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";

/** What every page knows; undefined only while the root itself failed to load. */
export function useRootData() {
  return useRouteLoaderData<typeof loader>("root");
}
