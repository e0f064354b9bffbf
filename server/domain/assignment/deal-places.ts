import type { DemandClass } from "./demand-classes.ts";
import type { ClassShare } from "./solve-assignment.ts";

/**
 * Deals the places of a class out to its blocks, in turn: the next place goes to the next block, around and around.
 *
 * Nobody comes twice to a block: an expert's places are as many blocks in a row as they have, which are no more than
 * there are. Each block has its part of every group before the next group begins, give or take one, so that what holds
 * for a group on the whole holds for each block.
 *
 * @returns by block of the class: places of its experts in the problem.
 * @see McNaughton: Scheduling with Deadlines and Loss Functions (1959), whose wrap-around rule this is.
 */
export function dealPlaces({ blocks }: Pick<DemandClass, "blocks">, shares: readonly ClassShare[]): number[][] {
  const dealt = blocks.map((): number[] => []);
  let turn = 0;
  for (const { expert, places } of shares) {
    if (places > blocks.length) throw new RangeError(`deal places: ${places} of one expert on ${blocks.length} blocks`);
    for (let count = 0; count < places; count += 1) {
      dealt[turn]?.push(expert);
      turn = (turn + 1) % blocks.length;
    }
  }
  return dealt;
}
