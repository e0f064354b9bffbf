import { computeQuantile } from "../statistics/quantile.ts";
import { makeRandomStream } from "../statistics/random-stream.ts";
import { known, unknown } from "./statistic.ts";
import type { Interval, Statistic } from "./statistic.ts";

/** Everything that an interval needs to be computed again to the last bit. */
export interface BootstrapPlan {
  /** 64 hexadecimal digits; recorded with the result. */
  readonly seed: string;
  /** Resamples, ≥ 1; 1 000 is usual for an interval of 95 %. */
  readonly resampleCount: number;
  /** Level of confidence, 0–1, both ends left out. */
  readonly level: number;
}

export interface BootstrapInterval extends Interval, BootstrapPlan {
  /** Resamples that had a value; the interval is over these. */
  readonly definedCount: number;
}

/** Fewer resamples with a value, as a share of all, and what is left is no longer a sample of the same thing. */
const DEFINED_SHARE_MIN = 0.95;

/**
 * Percentile interval of a statistic by resampling units with replacement.
 *
 * A unit is drawn with all of its ratings, so that raters' severity and missing ratings stay as they were. Each call
 * starts the stream of its seed anew: one interval can be checked without the others. Ends are quantiles of type 7.
 *
 * @param unitCount - units to draw from, n; as many are drawn each time.
 * @param evaluate - the statistic when unit u counts `times[u]` times; null where it is undefined. `times` is used
 *   again.
 * @returns `one-unit` for n < 2; `few-resamples` when more than 5 in 100 resamples have no value.
 *   Time: resamples × (n draws + one evaluation); space: n + resamples.
 * @throws RangeError when the plan is out of range.
 * @see Efron, Tibshirani: An Introduction to the Bootstrap (1993), chapter 13. Formula G.1 asks for it.
 */
export function computeBootstrapInterval(
  unitCount: number,
  plan: BootstrapPlan,
  evaluate: (times: Int32Array) => number | null,
): Statistic<BootstrapInterval> {
  const { seed, resampleCount, level } = plan;
  if (!Number.isSafeInteger(resampleCount) || resampleCount < 1) {
    throw new RangeError(`bootstrap: ${resampleCount} is no number of resamples`);
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`bootstrap: level ${level} is outside 0–1`);
  if (unitCount < 2) return unknown("one-unit");
  const random = makeRandomStream(seed);
  const times = new Int32Array(unitCount);
  const values = new Float64Array(resampleCount);
  let definedCount = 0;
  for (let resample = 0; resample < resampleCount; resample += 1) {
    times.fill(0);
    for (let draw = 0; draw < unitCount; draw += 1) {
      const unit = random.below(unitCount);
      times[unit] = (times[unit] as number) + 1;
    }
    const value = evaluate(times);
    if (value === null) continue;
    values[definedCount] = value;
    definedCount += 1;
  }
  if (definedCount < DEFINED_SHARE_MIN * resampleCount) return unknown("few-resamples");
  const sorted = values.subarray(0, definedCount).sort();
  const low = computeQuantile(sorted, (1 - level) / 2);
  const high = computeQuantile(sorted, (1 + level) / 2);
  return known({ low, high, level, seed, resampleCount, definedCount });
}
