import { computeNormalBelow } from "../statistics/distributions.ts";

/** Lower ends of the levels of published scales, best first; the last level reaches down to −1. */
export const BENCHMARK_SCALES = {
  altman: [0.8, 0.6, 0.4, 0.2, -1],
  "cicchetti-sparrow": [0.75, 0.6, 0.4, -1],
  fleiss: [0.75, 0.4, -1],
  "landis-koch": [0.8, 0.6, 0.4, 0.2, 0, -1],
} as const;

export type BenchmarkScale = keyof typeof BENCHMARK_SCALES;

/**
 * How probable it is that the true coefficient lies in a level of a scale or in a better one.
 *
 * A coefficient on few units is often in no level for sure; Gwet takes the best level that reaches 0.95. The
 * coefficient is taken as normal with its standard error, cut at −1 and 1.
 *
 * @param estimate - coefficient −1–1, standard error > 0; no units.
 * @returns cumulative probabilities 0–1, best level first; the last is 1.
 * @throws RangeError when the standard error is not above 0.
 * @see Gwet: Handbook of Inter-Rater Reliability (2014), chapter 6.
 */
export function computeBenchmark(
  scale: BenchmarkScale,
  { coefficient, standardError }: { coefficient: number; standardError: number },
): number[] {
  if (!(standardError > 0)) throw new RangeError(`benchmark: standard error ${standardError} is not above 0`);
  const below = (value: number): number => computeNormalBelow((coefficient - value) / standardError);
  const whole = below(-1) - below(1);
  return BENCHMARK_SCALES[scale].map((lower) => (below(lower) - below(1)) / whole);
}
