import { computeQuantile } from "../../domain/statistics/quantile.ts";
import type { IndexColumn } from "./index-view.ts";

/**
 * How values spread: ends, quartiles and median, for drawing.
 *
 * Quantiles lie between the two nearest values in proportion (Hyndman and Fan, type 7), rounded to integers.
 *
 * @param values - integers in any order; none gives null.
 */
export function computeSpread(values: readonly number[]): IndexColumn["spread"] {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number): number => Math.round(computeQuantile(sorted, share));
  return {
    min: quantile(0),
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
    max: quantile(1),
  };
}
