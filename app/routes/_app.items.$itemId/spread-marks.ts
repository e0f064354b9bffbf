/** Letters closer than this would lie on each other; px. */
const NEAR = 15;
/** Rows above and below the line where crowded letters go. */
const RISE = 9;

/**
 * Places letters on a line so that none covers another: alone on the line, crowded ones above and below it in turn.
 *
 * @returns the place of each by id.
 */
export function spreadMarks(
  marks: readonly { id: string; x: number }[],
  lineY: number,
): Map<string, { x: number; y: number }> {
  const ordered = [...marks].sort((a, b) => a.x - b.x);
  const lastX = new Map<number, number>();
  return new Map(
    ordered.map(({ id, x }, at) => {
      const isCrowded = [ordered[at - 1], ordered[at + 1]].some((other) => other && Math.abs(other.x - x) < NEAR);
      if (!isCrowded) return [id, { x, y: lineY }];
      const rows = [-1, 1, -3, 3, -5, 5];
      const row = rows.find((one) => x - (lastX.get(one) ?? -NEAR) >= NEAR) ?? 1;
      lastX.set(row, x);
      return [id, { x, y: lineY + row * RISE }];
    }),
  );
}
