/** Letters closer than this would lie on each other; px. */
const NEAR = 15;
/** From one letter of a pile to the next; they overlap, and each can still be read; px. */
const STEP = 11;
/** Two who are near stand clear of each other; px. */
const PAIR = 18;
/** Height of a pile at most, from its first letter to its last: higher, it would stand in other rows; px. */
const PILE = 44;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Places letters on a line so that each can be read: alone on the line, crowded ones over each other. None is moved
 * along the line, where it would show another value.
 *
 * @returns the place of each by id.
 */
export function spreadMarks(
  marks: readonly { readonly id: string; readonly x: number }[],
  lineY: number,
): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const pile of listPiles(marks)) {
    const step = pile.length === 2 ? PAIR : Math.min(STEP, PILE / (pile.length - 1));
    const top = lineY - (step * (pile.length - 1)) / 2;
    for (const [at, { id, x }] of pile.entries()) places.set(id, { x, y: pile.length === 1 ? lineY : top + at * step });
  }
  return places;
}

/** Marks by value, each with those that are near it or near one that is. */
function listPiles<M extends { readonly x: number }>(marks: readonly M[]): M[][] {
  const piles: M[][] = [];
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const last = piles.at(-1)?.at(-1);
    if (last !== undefined && mark.x - last.x < NEAR) piles.at(-1)?.push(mark);
    else piles.push([mark]);
  }
  return piles;
}
