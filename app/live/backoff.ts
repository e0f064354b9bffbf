const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try: doubling from a second to a minute, and somewhere in the upper half of that, so
 * that the browsers of a ministry do not all come back at once.
 *
 * @param failures - tries that failed before, ≥ 0.
 * @param chance - between 0 and 1.
 * @returns ms
 */
export function computeBackoffMs(failures: number, chance: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** failures) * (0.5 + 0.5 * chance);
}
