/** When a label has enough votes to be taken without a person. */
export interface MergePolicy {
  /** Labels with fewer votes are dropped before anything is counted. ≥ 0. */
  readonly votesMin: number;
  /** Share of the votes that are left that a label needs, 0–1. */
  readonly confidence: number;
  /** How many of the most voted labels are wanted; 0: all. */
  readonly topRanks: number;
  /** Whether a unit may carry several labels; if not, one is wanted whatever `topRanks` says. */
  readonly isStacking: boolean;
}

/**
 * Which labels a panel's votes carry.
 *
 * One label wanted and several left is a tie, which is a dispute and is settled by talking: nothing is merged.
 *
 * @param votes - votes for each label, whole numbers ≥ 0.
 * @returns places in `votes`, ascending; empty when nothing is carried.
 * @throws RangeError when the confidence is outside 0–1.
 * @see INCEpTION, threshold-based merge strategy. Formula G.7.
 */
export function mergeByThreshold(votes: readonly number[], policy: MergePolicy): number[] {
  const { votesMin, confidence } = policy;
  if (!(confidence >= 0 && confidence <= 1)) throw new RangeError(`merge: confidence ${confidence} is outside 0–1`);
  const left = votes.flatMap((count, label) => (count >= votesMin ? [{ label, count }] : []));
  const ranked = left.map(({ count }) => count).sort((a, b) => b - a);
  const total = ranked.reduce((sum, count) => sum + count, 0);
  const wanted = policy.isStacking ? policy.topRanks : 1;
  const rankMin = ranked[wanted === 0 ? ranked.length - 1 : Math.min(wanted, ranked.length) - 1] ?? 0;
  // Divided, not multiplied: 2/5 is the same number as 0.4, and 0.4 · 5 need not be 2.
  const carried = left.filter(({ count }) => count >= rankMin && (total === 0 ? 0 : count / total) >= confidence);
  return wanted === 1 && carried.length > 1 ? [] : carried.map(({ label }) => label);
}
