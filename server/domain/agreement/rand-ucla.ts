import { computeQuantile } from "../statistics/quantile.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";

/** Width of the central range that counts as disagreement when ratings lie evenly around the middle of the scale. */
const SYMMETRIC_RANGE = 2.35;
/** How much wider it may be per point that its centre lies off the middle. */
const ASYMMETRY_FACTOR = 1.5;
const MIDDLE = 5;
/** Where the three regions 1–3, 4–6 and 7–9 meet; what lies between whole points goes to the nearer one, halves up. */
const REGION_ENDS = [3.5, 6.5] as const;
/** Panels of which the manual counts members instead of thirds: those sizes that a third does not divide well. */
const COUNTED_SIZES = { from: 8, to: 16 } as const;

export interface RandUcla {
  readonly median: number;
  readonly p30: number;
  readonly p70: number;
  /** P70 − P30. */
  readonly ipr: number;
  /** (P30 + P70)/2. */
  readonly iprCenter: number;
  /** AI = |5 − centre|. */
  readonly asymmetry: number;
  /** 2.35 + 1.5·AI. */
  readonly ipras: number;
  /** By IPRAS: IPR > IPRAS. */
  readonly isDisagreement: boolean;
  /** By counting members in and outside of regions of three points. */
  readonly classic: "agreement" | "indeterminate" | "disagreement";
  /** The median's region; `uncertain` as well when the classic rule finds disagreement. */
  readonly classification: "inappropriate" | "uncertain" | "appropriate";
  readonly ratingCount: number;
}

/**
 * RAND/UCLA appropriateness of one unit: median, disagreement by the interpercentile range adjusted for symmetry and by
 * the classic count.
 *
 * Percentiles are of type 7; with few members other definitions give slightly other ranges, so the type is part of the
 * result's meaning.
 *
 * @param ratings - on 1–9, whole or between; null: not rated.
 * @returns `no-pair` for fewer than two ratings: one person does not disagree. All numbers in points of the scale.
 * @throws RangeError for a rating outside 1–9.
 * @see Fitch and others: The RAND/UCLA Appropriateness Method User's Manual (2001), chapters 8 and 9. Formula G.6, with
 *   2.35 as in the manual.
 */
export function computeRandUcla(ratings: readonly (number | null)[]): Statistic<RandUcla> {
  const sorted = ratings.filter((rating) => rating !== null).sort((a, b) => a - b);
  for (const rating of sorted) {
    if (!(rating >= 1 && rating <= 9)) throw new RangeError(`RAND/UCLA: ${rating} is not on the scale 1–9`);
  }
  if (sorted.length < 2) return unknown("no-pair");
  const median = computeQuantile(sorted, 0.5);
  const [p30, p70] = [computeQuantile(sorted, 0.3), computeQuantile(sorted, 0.7)];
  const ipr = p70 - p30;
  const iprCenter = (p30 + p70) / 2;
  const asymmetry = Math.abs(MIDDLE - iprCenter);
  const ipras = SYMMETRIC_RANGE + ASYMMETRY_FACTOR * asymmetry;
  const classic = judgeClassic(sorted, median);
  const byMedian = (["inappropriate", "uncertain", "appropriate"] as const)[findRegion(median)] ?? "uncertain";
  return known({
    median,
    p30,
    p70,
    ipr,
    iprCenter,
    asymmetry,
    ipras,
    isDisagreement: ipr > ipras,
    classic,
    classification: classic === "disagreement" ? "uncertain" : byMedian,
    ratingCount: sorted.length,
  });
}

/** How many members a panel of a given size may have where. */
export interface PanelSizeRule {
  /** Most members outside the region of the median for agreement. */
  readonly agreementOutsideMax: number;
  /** Fewest members in 1–3, and in 7–9, for disagreement. */
  readonly disagreementExtremeMin: number;
}

/**
 * The classic definitions by panel size: a table for 8 to 16 members, otherwise thirds of the panel.
 *
 * @param size - members who rated, ≥ 1.
 */
export function findPanelSizeRule(size: number): PanelSizeRule {
  const isCounted = size >= COUNTED_SIZES.from && size <= COUNTED_SIZES.to;
  const third = isCounted ? Math.round(size / 3) : Math.ceil(size / 3);
  return { agreementOutsideMax: third - 1, disagreementExtremeMin: third };
}

function judgeClassic(sorted: readonly number[], median: number): RandUcla["classic"] {
  const rule = findPanelSizeRule(sorted.length);
  const counts = [0, 0, 0];
  for (const rating of sorted) counts[findRegion(rating)] = (counts[findRegion(rating)] as number) + 1;
  const [low, , high] = counts as [number, number, number];
  if (low >= rule.disagreementExtremeMin && high >= rule.disagreementExtremeMin) return "disagreement";
  const outside = sorted.length - (counts[findRegion(median)] as number);
  return outside <= rule.agreementOutsideMax ? "agreement" : "indeterminate";
}

/** 0 for 1–3, 1 for 4–6, 2 for 7–9. */
const findRegion = (rating: number): 0 | 1 | 2 => {
  if (rating < REGION_ENDS[0]) return 0;
  return rating < REGION_ENDS[1] ? 1 : 2;
};
