import { type Actor, hasRole } from "./actor.ts";
import { can } from "./can.ts";
import type { ItemFacts } from "./thing.ts";

/**
 * An item as an agency may know it: until the response begins there is no sign of how far its panel is.
 *
 * Everybody else who may know the item gets it as it is.
 */
export function veilItem<T extends ItemFacts & { readonly decisionVersion: number }>(
  actor: Actor,
  item: T,
  now: string,
): T {
  const isTold = !hasRole(actor, "agency") || can(actor, "decision.read", { kind: "item", item }, now) === "yes";
  return isTold ? item : { ...item, state: "independent", batchPhase: "independent", decisionVersion: 0 };
}
