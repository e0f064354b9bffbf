import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import { MissingPart } from "#app/ui/missing-part.tsx";
import { pauseForNetwork } from "./pause-for-network.ts";

/** Tries on a working network. After these the part is not there: some browsers remember that a script failed. */
const TRIES_MAX = 4;

/**
 * Like React's `lazy`, for a part that may be wanted when there is no network: its place waits and then says so, where
 * the failure would put an error page in the place of the whole work.
 */
export function patientLazy<P>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => loadPatiently(load));
}

/** @returns what `load` brings, or the notice that it is missing. */
export async function loadPatiently<P>(
  load: () => Promise<{ default: ComponentType<P> }>,
  { pause = pauseForNetwork, isOnline = () => navigator.onLine } = {},
): Promise<{ default: ComponentType<P> }> {
  for (let failures = 0; failures < TRIES_MAX || !isOnline(); failures += 1) {
    if (failures > 0) await pause(failures - 1);
    const part = await load().catch(() => null);
    if (part !== null) return part;
  }
  return { default: MissingPart };
}
