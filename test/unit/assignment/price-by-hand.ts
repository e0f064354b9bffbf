import type { AssignmentProblem } from "../../../server/domain/assignment/assignment-problem.ts";

/** What one block is given, by place of its experts; guests only on bridges. */
export interface HandBlock {
  readonly home: readonly number[];
  readonly guests: readonly number[];
}

/**
 * The price of an assignment, block by block and expert by expert, from the words of `ASSIGNMENT_PRICES`: no network.
 *
 * For capacities up to 8, where each unit has a price of its own. Nobody is borrowed.
 */
export function priceByHand(
  problem: AssignmentProblem,
  given: readonly HandBlock[],
  bridges: ReadonlySet<number>,
): number {
  const { experts, blocks, policy } = problem;
  const isVersed = (expert: number, block: number): boolean =>
    experts[expert]?.versedIn.includes(blocks[block]?.mainIndex ?? "") === true;
  let price = 0;
  for (const [at, { home, guests }] of given.entries()) {
    const unversed = home.filter((expert) => !isVersed(expert, at)).length;
    price += 1_000_000 * (policy.expertsPerBlock - home.length) + 200 * unversed;
    price += 50_000 * Math.max(0, unversed - (policy.expertsPerBlock - policy.versedPerBlock));
    if (bridges.has(at)) price += 20_000 * (policy.guestsPerBridge - guests.length);
    price += 200 * guests.filter((expert) => !isVersed(expert, at)).length;
  }
  const mainIndices = [...new Set(blocks.map((block) => block.mainIndex))];
  for (const [expert, { capacity }] of experts.entries()) {
    const has = (at: number): boolean => [...(given[at]?.home ?? []), ...(given[at]?.guests ?? [])].includes(expert);
    price += priceRising(blocks.filter((_block, at) => has(at)).length, capacity, 1_000);
    for (const mainIndex of mainIndices) {
      const ofIndex = blocks.map((_block, at) => at).filter((at) => blocks[at]?.mainIndex === mainIndex);
      const most = ofIndex.filter((at) => canScore(problem, { expert, block: at, bridges })).length;
      price += priceRising(ofIndex.filter(has).length, Math.min(most, capacity), 64);
    }
  }
  return price;
}

/** Whether the block could be the expert's at all: their own panel's or a bridge, and no conflict. */
export function canScore(
  { experts, blocks }: AssignmentProblem,
  { expert, block, bridges }: { expert: number; block: number; bridges: ReadonlySet<number> },
): boolean {
  const [who, what] = [experts[expert], blocks[block]];
  if (who === undefined || what === undefined || who.conflicts.includes(what.entityId)) return false;
  return who.panelId === what.panelId || bridges.has(block);
}

function priceRising(units: number, capacity: number, price: number): number {
  let sum = 0;
  for (let at = 0; at < units; at += 1) sum += Math.floor((price * at) / capacity);
  return sum;
}

/** The least price of all assignments, each of them looked at. */
export function findLeastPrice(problem: AssignmentProblem, bridges: ReadonlySet<number>): number {
  const { experts, blocks, policy } = problem;
  const loads = experts.map(() => 0);
  let least = Infinity;
  const given: HandBlock[] = [];
  const visit = (block: number): void => {
    if (block === blocks.length) {
      least = Math.min(least, priceByHand(problem, given, bridges));
      return;
    }
    const able = experts.map((_one, at) => at).filter((expert) => canScore(problem, { expert, block, bridges }));
    const isOwn = (expert: number): boolean => experts[expert]?.panelId === blocks[block]?.panelId;
    const homes = listSubsets(able.filter(isOwn), policy.expertsPerBlock);
    const guestSets = listSubsets(
      able.filter((expert) => !isOwn(expert)),
      policy.guestsPerBridge,
    );
    for (const home of homes) {
      for (const guests of guestSets) {
        const some = [...home, ...guests];
        if (some.some((expert) => loads[expert] === experts[expert]?.capacity)) continue;
        for (const expert of some) loads[expert] = (loads[expert] as number) + 1;
        given.push({ home, guests });
        visit(block + 1);
        given.pop();
        for (const expert of some) loads[expert] = (loads[expert] as number) - 1;
      }
    }
  };
  visit(0);
  return least;
}

function listSubsets(all: readonly number[], sizeMax: number): number[][] {
  return all.reduce<number[][]>(
    (sets, one) => [...sets, ...sets.filter((set) => set.length < sizeMax).map((set) => [...set, one])],
    [[]],
  );
}
