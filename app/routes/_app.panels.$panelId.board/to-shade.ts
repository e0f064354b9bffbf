/** Upper ends of the four lighter shades, as shares of an item's maximum; what is wider has the darkest. */
export const SHADE_SHARES = [0.1, 0.15, 0.25, 0.4] as const;

/**
 * The step of the umber scale for a range.
 *
 * @param spread - largest minus smallest score, milli-points; null when it is not defined.
 * @returns 0 (all agree, or nothing to compare) to 5.
 */
export function toShade(spread: number | null, maxMilliPoints: number): number {
  if (spread === null || spread === 0) return 0;
  const share = spread / maxMilliPoints;
  const step = SHADE_SHARES.findIndex((limit) => share <= limit);
  return step === -1 ? SHADE_SHARES.length + 1 : step + 1;
}
