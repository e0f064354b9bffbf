/**
 * Quantile between the two nearest values, in proportion (Hyndman and Fan 1996, type 7).
 *
 * @param sorted - ascending, any unit, n ≥ 1.
 * @param share - 0–1: 0 is the smallest, 0.5 the median, 1 the largest.
 * @returns in the unit of the values.
 * @throws RangeError when there are no values or the share is outside 0–1.
 */
export function computeQuantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new RangeError("quantile: no values");
  if (!(share >= 0 && share <= 1)) throw new RangeError(`quantile: share ${share} is outside 0–1`);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
