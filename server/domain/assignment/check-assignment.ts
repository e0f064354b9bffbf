/** Who is to score a block. */
export interface GivenBlock {
  readonly entityId: string;
  readonly mainIndex: string;
  readonly actorIds: readonly string[];
}

/** What an assignment is looked at with. */
export interface AssignmentFacts {
  /** Experts of the round's panels. */
  readonly members: readonly { readonly actorId: string; readonly panelId: string }[];
  readonly blocks: readonly { readonly entityId: string; readonly mainIndex: string; readonly panelId: string }[];
  readonly conflicts: readonly { readonly actorId: string; readonly entityId: string }[];
}

export interface AssignmentProblemFound {
  readonly code:
    "assignment.blocks-moved" | "assignment.unknown-expert" | "assignment.in-conflict" | "assignment.block-size";
  /** `entity/main index`; empty when it is about all. */
  readonly block: string;
}

/**
 * What is wrong with an assignment, whoever or whatever made it: the first rule that it breaks.
 *
 * It has every block of the round once; a block has one expert at least and `expertsPerBlock` of its own panel at most,
 * and no more guests than fill it up, or than a bridge takes; nobody twice and nobody with a conflict.
 *
 * @returns null when nothing is.
 */
export function checkAssignment(
  given: {
    readonly policy: { readonly expertsPerBlock: number; readonly guestsPerBridge: number };
    readonly blocks: readonly GivenBlock[];
  },
  { members, blocks, conflicts }: AssignmentFacts,
): AssignmentProblemFound | null {
  const panels = new Map(blocks.map((block) => [toKey(block), block.panelId]));
  const named = new Set(given.blocks.map(toKey));
  if (named.size !== given.blocks.length || named.size !== panels.size || [...named].some((key) => !panels.has(key))) {
    return { code: "assignment.blocks-moved", block: "" };
  }
  const panelOf = new Map(members.map(({ actorId, panelId }) => [actorId, panelId]));
  const barred = new Set(conflicts.map(({ actorId, entityId }) => `${actorId}\n${entityId}`));
  const { expertsPerBlock, guestsPerBridge } = given.policy;
  for (const one of given.blocks) {
    const block = toKey(one);
    const { actorIds, entityId } = one;
    if (actorIds.some((actorId) => !panelOf.has(actorId))) return { code: "assignment.unknown-expert", block };
    if (actorIds.some((actorId) => barred.has(`${actorId}\n${entityId}`))) {
      return { code: "assignment.in-conflict", block };
    }
    const own = actorIds.filter((actorId) => panelOf.get(actorId) === panels.get(block)).length;
    const guests = actorIds.length - own;
    const guestsMax = Math.max(expertsPerBlock - own, guestsPerBridge);
    const isSized = actorIds.length > 0 && own <= expertsPerBlock && guests <= guestsMax;
    if (!isSized || new Set(actorIds).size !== actorIds.length) return { code: "assignment.block-size", block };
  }
  return null;
}

const toKey = ({ entityId, mainIndex }: { readonly entityId: string; readonly mainIndex: string }): string =>
  `${entityId}/${mainIndex}`;
