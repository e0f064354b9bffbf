import type { AssignmentProblem } from "./assignment-problem.ts";

/** Experts who can take the same places of a block. */
export interface PlaceGroup {
  /** `expert` is a place in `experts` of the problem, `price` that of each of their places here. */
  readonly members: readonly { readonly expert: number; readonly price: number }[];
  /** How many places of one block they take together; null for any number. */
  readonly perBlockMax: number | null;
  /** Price of a place above `perBlockMax`; null when there is none above it. */
  readonly priceAbove: number | null;
}

/**
 * Blocks between which no rule can tell, with the places that they want filled.
 *
 * The same main index, the same panel, the same experts free of conflict: such blocks are taken together, however many
 * they are, and the answer for all of them is dealt out afterwards (`dealPlaces`), so that nothing is lost by it.
 */
export interface DemandClass {
  readonly kind: "home" | "bridge";
  readonly mainIndex: string;
  /** Places in `blocks` of the problem, in their order. */
  readonly blocks: readonly number[];
  readonly placesPerBlock: number;
  /** How many experts of the blocks' own panel have no conflict. */
  readonly ownFree: number;
  /** In the order in which places are dealt out. */
  readonly groups: readonly PlaceGroup[];
  /** Price of a place that stays empty. */
  readonly gapPrice: number;
}

/** Who has a conflict with an entity, places of experts in ascending order; none for most. */
export function listConflicted({
  experts,
}: Pick<AssignmentProblem, "experts">): ReadonlyMap<string, readonly number[]> {
  const byEntity = new Map<string, number[]>();
  for (const [at, { conflicts }] of experts.entries()) {
    for (const entity of new Set(conflicts)) byEntity.set(entity, [...(byEntity.get(entity) ?? []), at]);
  }
  return byEntity;
}

/** Experts by panel, places in ascending order. */
export function listPanelExperts({ experts }: Pick<AssignmentProblem, "experts">): ReadonlyMap<string, number[]> {
  const byPanel = new Map<string, number[]>();
  for (const [at, { panelId }] of experts.entries()) {
    const known = byPanel.get(panelId);
    if (known === undefined) byPanel.set(panelId, [at]);
    else known.push(at);
  }
  return byPanel;
}

/** Groups blocks by what makes them alike. @param among - places of blocks; in each group they keep their order. */
export function groupAlike(
  { blocks }: Pick<AssignmentProblem, "blocks">,
  among: readonly number[],
  conflicted: ReadonlyMap<string, readonly number[]>,
): number[][] {
  const groups = new Map<string, number[]>();
  for (const at of among) {
    const { panelId, mainIndex, entityId } = blocks[at] as AssignmentProblem["blocks"][number];
    const key = JSON.stringify([panelId, mainIndex, conflicted.get(entityId) ?? []]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [at]);
    else known.push(at);
  }
  return [...groups.values()];
}
