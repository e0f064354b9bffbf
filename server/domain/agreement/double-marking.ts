/** What two marks and, where they differ too much, a third come to; or in words why they come to nothing yet. */
export type AgreedMark =
  { readonly mark: number; readonly reason: null } | { readonly mark: null; readonly reason: "needs-third" | "tie" };

/** How a third mark settles two: the one nearer to it, or the mean of the two marks of the three that are nearest. */
export type ThirdMarkRule = "nearest" | "mean-of-nearest-two";

/**
 * Whether two marks agree by themselves: |a − b| ≤ tolerance · maximum.
 *
 * @param maximum - highest mark, in the unit of the marks; tolerance is a share of it in 1/10000, an integer, so that a
 *   difference of exactly the tolerance is inside it.
 */
export function isWithinTolerance(
  marks: { a: number; b: number },
  { maximum, toleranceBasisPoints }: { maximum: number; toleranceBasisPoints: number },
): boolean {
  return Math.abs(marks.a - marks.b) * 10_000 <= toleranceBasisPoints * maximum;
}

/**
 * The mark that two markers agree on: their mean when they are within tolerance, otherwise a third decides.
 *
 * @param third - null: not given yet.
 * @returns in the unit of the marks; `tie` when both are as far from the third and differ: settled by talking.
 * @see Formula G.7.
 */
export function resolveByTolerance(
  marks: { a: number; b: number; third: number | null },
  policy: { maximum: number; toleranceBasisPoints: number; rule: ThirdMarkRule },
): AgreedMark {
  if (isWithinTolerance(marks, policy)) return agreed((marks.a + marks.b) / 2);
  return policy.rule === "nearest" ? takeNearestToThird(marks) : averageNearest(marks);
}

/**
 * The mark that two markers agree on when agreement is the same grade: the first one's; otherwise that nearer to a
 * third.
 *
 * @param bands - lowest marks of the grades, ascending.
 */
export function resolveByBands(
  marks: { a: number; b: number; third: number | null },
  bands: readonly number[],
): AgreedMark {
  const toBand = (mark: number): number => bands.filter((lowest) => lowest <= mark).length;
  return toBand(marks.a) === toBand(marks.b) ? agreed(marks.a) : takeNearestToThird(marks);
}

/** Of two marks the one that is nearer to a third. */
export function takeNearestToThird({ a, b, third }: { a: number; b: number; third: number | null }): AgreedMark {
  if (third === null) return { mark: null, reason: "needs-third" };
  const [toA, toB] = [Math.abs(a - third), Math.abs(b - third)];
  if (toA === toB && a !== b) return { mark: null, reason: "tie" };
  return agreed(toA <= toB ? a : b);
}

function averageNearest({ a, b, third }: { a: number; b: number; third: number | null }): AgreedMark {
  if (third === null) return { mark: null, reason: "needs-third" };
  const [low, middle, high] = [a, b, third].sort((one, other) => one - other) as [number, number, number];
  if (middle - low === high - middle && low !== high) return { mark: null, reason: "tie" };
  return agreed((middle + (middle - low < high - middle ? low : high)) / 2);
}

const agreed = (mark: number): AgreedMark => ({ mark, reason: null });
