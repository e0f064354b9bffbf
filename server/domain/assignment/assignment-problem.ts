/** Somebody who can be given blocks. Chairs score nothing and are not among them. */
export interface AssignableExpert {
  readonly id: string;
  readonly panelId: string;
  /** Blocks that they take at most, ≥ 0. */
  readonly capacity: number;
  /** Main indices in which they are versed. */
  readonly versedIn: readonly string[];
  /** Entities with which they have a conflict of interest. */
  readonly conflicts: readonly string[];
}

/** The unit of assignment: one entity × one main index, with the panel whose the entity is. */
export interface AssignmentBlock {
  readonly entityId: string;
  readonly mainIndex: string;
  readonly panelId: string;
}

export interface AssignmentPolicy {
  /** Experts of each block, ≥ 1. */
  readonly expertsPerBlock: number;
  /** How many of them should be versed in its main index, 0–`expertsPerBlock`. */
  readonly versedPerBlock: number;
  /** Blocks of each panel and main index that other panels score as well. */
  readonly bridgesPerIndex: number;
  /** Guests on each of those, of as many different panels. */
  readonly guestsPerBridge: number;
  /** Whether experts of other panels fill up where conflicts leave a panel with too few. */
  readonly mayBorrow: boolean;
}

export interface AssignmentProblem {
  readonly experts: readonly AssignableExpert[];
  readonly blocks: readonly AssignmentBlock[];
  readonly policy: AssignmentPolicy;
}

/** Why places of a block stay empty, or who is not versed enough. */
export type GapReason =
  /** The panel has fewer experts than a block takes. */
  | "panel-too-small"
  /** It has enough, and too few without a conflict. */
  | "conflicts"
  /** Those without a conflict have as much as they take. */
  | "capacity"
  /** Too few of those who can score the block are versed in its main index, or have room left. */
  | "unversed"
  /** No expert of enough other panels could be a guest on a bridge. */
  | "no-guest";

export interface AssignmentGap {
  /** Place of the block in the problem. */
  readonly block: number;
  readonly reason: GapReason;
  /** How many are missing. */
  readonly places: number;
}

export interface AssignedBlock {
  /** Places in `experts` of the problem, ascending. */
  readonly experts: readonly number[];
  readonly isBridge: boolean;
}

export interface Assignment {
  /** In the order of the problem's blocks. */
  readonly blocks: readonly AssignedBlock[];
  /** By expert of the problem: how many blocks they have. */
  readonly loads: readonly number[];
  readonly gaps: readonly AssignmentGap[];
  /** What the assignment costs in the prices of `ASSIGNMENT_PRICES`. */
  readonly cost: number;
  /** What any assignment of the problem costs at least. */
  readonly bound: number;
}

/**
 * What is weighed against what; only ratios matter.
 *
 * A place that stays empty outweighs everything, then a block without enough versed experts, then a bridge without a
 * guest. `load` is what the last block of a full expert costs, and rises with the share of the capacity that is used:
 * so who offers twice as much gets twice as much. `evenness` is the same within a main index, whose blocks differ in
 * size from those of others.
 */
export const ASSIGNMENT_PRICES = {
  gap: 1_000_000,
  unversedBlock: 50_000,
  noGuest: 20_000,
  borrowed: 400,
  unversedPlace: 200,
  load: 1_000,
  evenness: 64,
} as const;

/**
 * @throws RangeError for what is no problem: a number out of range, an id or block twice, a panel without a block's.
 */
export function checkProblem({ experts, blocks, policy }: AssignmentProblem): void {
  const { expertsPerBlock, versedPerBlock, bridgesPerIndex, guestsPerBridge } = policy;
  const isWhole = (value: number, min: number, max: number): boolean =>
    Number.isInteger(value) && value >= min && value <= max;
  if (!isWhole(expertsPerBlock, 1, PLACES_MAX)) throw new RangeError(`assignment: ${expertsPerBlock} experts a block`);
  if (!isWhole(versedPerBlock, 0, expertsPerBlock)) throw new RangeError(`assignment: ${versedPerBlock} versed`);
  if (!isWhole(bridgesPerIndex, 0, NUMBER_MAX)) throw new RangeError(`assignment: ${bridgesPerIndex} bridges`);
  if (!isWhole(guestsPerBridge, 0, PLACES_MAX)) throw new RangeError(`assignment: ${guestsPerBridge} guests`);
  const ids = new Set(experts.map(({ id }) => id));
  if (ids.size !== experts.length) throw new RangeError("assignment: an expert is named twice");
  for (const { id, capacity } of experts) {
    if (!isWhole(capacity, 0, NUMBER_MAX)) throw new RangeError(`assignment: ${id} takes ${capacity} blocks`);
  }
  const keys = new Set(blocks.map(({ entityId, mainIndex }) => `${entityId}\n${mainIndex}`));
  if (keys.size !== blocks.length) throw new RangeError("assignment: a block is named twice");
}

const PLACES_MAX = 50;
const NUMBER_MAX = 1_000_000;
