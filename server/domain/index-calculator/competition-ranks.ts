/**
 * Competition ranks ("1224"): the highest value is first, equal values share a rank, the next rank counts them all.
 *
 * @param values - by key; only equal integers tie, nothing is compared with a tolerance.
 * @returns rank from 1 by key; empty for no values.
 */
export function computeCompetitionRanks(values: ReadonlyMap<string, number>): Map<string, number> {
  const descending = [...values].sort(([, a], [, b]) => b - a);
  const ranks = new Map<string, number>();
  let rank = 0;
  let previous: number | null = null;
  for (const [position, [key, value]] of descending.entries()) {
    if (value !== previous) rank = position + 1;
    ranks.set(key, rank);
    previous = value;
  }
  return ranks;
}
