/** A box in pixels from the top left corner of the page's window. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly side: "below" | "above";
  readonly top: number;
  readonly left: number;
  /** As much as there is room for, at most what is wanted. */
  readonly height: number;
}

/** Between the anchor and what opens at it, and at the edges of what is seen. */
const GAP = 4;

/**
 * Where a list opens at a line of text, all of it in sight: below the line, or above it where there is more room.
 *
 * @param anchor - the line; it may be out of sight itself: then the list is at that edge.
 * @param wanted - size of the list.
 * @param seen - the part of the window that is seen: a keyboard on the screen, or a zoom, makes it smaller.
 */
export function placeNear(anchor: Box, wanted: Pick<Box, "width" | "height">, seen: Box): Place {
  const [first, last] = [seen.top + GAP, seen.top + seen.height - GAP];
  const below = last - (anchor.top + anchor.height + GAP);
  const above = anchor.top - GAP - first;
  const side = below >= wanted.height || below >= above ? "below" : "above";
  const room = Math.min(side === "below" ? below : above, last - first);
  // Beside a line that is out of sight there is no room, or all of it.
  const height = Math.max(0, Math.min(wanted.height, room <= 0 ? last - first : room));
  const ideal = side === "below" ? anchor.top + anchor.height + GAP : anchor.top - GAP - height;
  const top = Math.max(first, Math.min(ideal, last - height));
  const left = Math.max(seen.left + GAP, Math.min(anchor.left, seen.left + seen.width - GAP - wanted.width));
  return { side, top, left, height };
}
