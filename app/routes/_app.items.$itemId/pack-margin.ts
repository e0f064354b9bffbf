/** A card beside the text: where it would stand, and how tall it is; px. */
export interface CardBox {
  readonly id: string;
  readonly wanted: number;
  readonly height: number;
}

const GAP = 8;
const TOP = 16;

/**
 * Places cards under each other without overlap, in the order of their marks. The focused one keeps its place; those
 * above it give way upwards as far as there is room.
 *
 * @param boxes - ascending by `wanted`. @param taken - height of what stands above all of them, px.
 * @returns the top of each by id.
 */
export function packMargin(boxes: readonly CardBox[], focusedId: string | null, taken = 0): Map<string, number> {
  const tops = boxes.map((box) => box.wanted);
  const focused = boxes.findIndex((box) => box.id === focusedId);
  for (let at = focused - 1; at >= 0; at -= 1) {
    const below = tops[at + 1] as number;
    tops[at] = Math.min(tops[at] as number, below - GAP - (boxes[at] as CardBox).height);
  }
  let free = taken === 0 ? TOP : TOP + taken + GAP;
  for (const [at, box] of boxes.entries()) {
    tops[at] = Math.max(tops[at] as number, free);
    free = tops[at] + box.height + GAP;
  }
  return new Map(boxes.map((box, at) => [box.id, tops[at] as number]));
}
