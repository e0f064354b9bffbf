import type { ItemRow } from "../../../db/queries/items.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";

/**
 * Where the batches stand that a person knows of: those with an item that the person may read.
 *
 * @param items - of one round.
 * @returns one phase for each of these batches, in the order of their first items; empty for who reads none.
 */
export function listKnownPhases(actor: Actor, items: Iterable<ItemRow>, now: string): BatchPhase[] {
  const phases = new Map<string, BatchPhase>();
  for (const item of items) {
    if (phases.has(item.batchId)) continue;
    if (can(actor, "item.read", { kind: "item", item }, now) === "yes") phases.set(item.batchId, item.batchPhase);
  }
  return [...phases.values()];
}
