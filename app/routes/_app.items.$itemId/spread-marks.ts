/** Letters closer than this would lie on each other; px. */
const NEAR = 15;
/** Letters of a pile overlap, and each can still be read; px. */
const PILE = 11;
/** Above and below the line, where crowded letters go; further out they would stand on what belongs to other rows. */
const ROWS = [-9, 9] as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Places letters on a line so that each can be read: alone on the line, crowded ones above and below it in turn, and
 * more of them in a pile towards the middle of the scale. Who is furthest out stands at the value.
 *
 * @returns the place of each by id.
 */
export function spreadMarks(
  marks: readonly { readonly id: string; readonly x: number }[],
  { lineY, middleX }: { readonly lineY: number; readonly middleX: number },
): Map<string, Place> {
  const isCrowded = (one: { x: number }): boolean => marks.some((two) => two !== one && Math.abs(two.x - one.x) < NEAR);
  const placed: Place[] = [];
  const isFree = ({ x, y }: Place): boolean => placed.every((other) => other.y !== y || Math.abs(other.x - x) >= PILE);
  const findPlace = (x: number): Place => {
    const step = x > middleX ? -PILE : PILE;
    for (let at = x; ; at += step) {
      const place = ROWS.map((row) => ({ x: at, y: lineY + row })).find(isFree);
      if (place !== undefined) return place;
    }
  };
  return new Map(
    marks.map((mark) => {
      const place = isCrowded(mark) ? findPlace(mark.x) : { x: mark.x, y: lineY };
      placed.push(place);
      return [mark.id, place];
    }),
  );
}
