import type { RoundPhase } from "../../../server/domain/event/process-events.ts";
import type { BatchPhase, ItemFacts, ItemState } from "../../../server/domain/policy/thing.ts";

export const ITEM_PHASES = [
  "submission",
  "independent",
  "reconciliation",
  "final",
  "response",
  "under-review",
  "published",
] as const;
export type ItemPhase = (typeof ITEM_PHASES)[number];

const ITEM_FACTS: Readonly<Record<ItemPhase, [RoundPhase, BatchPhase, ItemState]>> = {
  submission: ["submission", "independent", "independent"],
  independent: ["independent", "independent", "independent"],
  // The round shows its earliest batch's phase, which may be this one's.
  reconciliation: ["reconciliation", "reconciliation", "opened"],
  final: ["independent", "reconciliation", "final"],
  response: ["response", "response", "final"],
  "under-review": ["response", "response", "under-review"],
  published: ["published", "published", "published"],
};

/** An item of an accepted assignment, for those who are told apart by it. */
export function assign(relation: string): Pick<ItemFacts, "assignedActorIds" | "isChairBound"> {
  const isChairBound = relation === "deputy-for-chair";
  if (relation === "expert-guest") return { assignedActorIds: ["ex_expert-guest", "ex_other"], isChairBound };
  return { assignedActorIds: relation === "expert-unassigned" ? ["ex_other"] : null, isChairBound };
}

export function makeItem(phase: ItemPhase): ItemFacts {
  const [roundPhase, batchPhase, state] = ITEM_FACTS[phase];
  const reviewerId = phase === "under-review" ? "ex_reviewer" : null;
  const ids = { itemId: "i", roundId: "r", panelId: "p1", entityId: "hue" };
  return {
    ...ids,
    roundPhase,
    batchPhase,
    state,
    assignedActorIds: null,
    isChairBound: false,
    reviewerId,
    supplementUntil: null,
  };
}
