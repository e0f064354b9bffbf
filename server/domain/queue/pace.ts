import { computeQuantile } from "../statistics/quantile.ts";

// How long a person's own items take them. It is for planning one's own days: nobody else is told.

/** Longer between two ballots, and the person was elsewhere. */
export const PAUSE_MINUTES_MIN = 90;
/** Fewer ballots say nothing about a pace. */
export const PACE_SAMPLES_MIN = 3;

/** A ballot as the log has it. */
export interface SealedBallot {
  /** When the item was sealed for the first time, UTC instant, ISO 8601. */
  readonly sealedAt: string;
  /** Pages of the item's evidence; 0 without any. */
  readonly pageCount: number;
}

export interface Pace {
  /** Median minutes from one ballot to the next, > 0. */
  readonly minutesPerItem: number;
  /** Median pages of the evidence of those items; what `minutesPerItem` was measured on. */
  readonly pagesPerItem: number;
  /** Items that it was measured on, at least `PACE_SAMPLES_MIN`. */
  readonly sampleCount: number;
}

/**
 * The median time from one ballot to the next, pauses left out.
 *
 * A median, because one long item, or one sealed right after another, is no pace. The first ballot has nothing before
 * it, so it is not counted.
 *
 * @param ballots - any order; each item once.
 * @returns null when too few intervals are left to say anything.
 */
export function computePace(ballots: readonly SealedBallot[]): Pace | null {
  const sorted = [...ballots].sort((a, b) => (a.sealedAt < b.sealedAt ? -1 : 1));
  const measured = sorted.flatMap((ballot, at) => {
    const before = sorted[at - 1];
    if (before === undefined) return [];
    const minutes = (Date.parse(ballot.sealedAt) - Date.parse(before.sealedAt)) / 60_000;
    return minutes > 0 && minutes < PAUSE_MINUTES_MIN ? [{ minutes, pages: ballot.pageCount }] : [];
  });
  if (measured.length < PACE_SAMPLES_MIN) return null;
  return {
    minutesPerItem: computeMedian(measured.map((one) => one.minutes)),
    pagesPerItem: computeMedian(measured.map((one) => one.pages)),
    sampleCount: measured.length,
  };
}

/**
 * What an item is likely to take: half the pace for the judging, half in proportion to the pages to read.
 *
 * @param pageCount - pages of its evidence, ≥ 0.
 * @returns whole minutes, ≥ 1; at most three times the pace, since nobody reads 500 pages as they read 10.
 */
export function estimateMinutes({ minutesPerItem, pagesPerItem }: Pace, pageCount: number): number {
  const share = pagesPerItem === 0 ? 1 : pageCount / pagesPerItem;
  return Math.max(1, Math.round(minutesPerItem * Math.min(3, 0.5 + 0.5 * share)));
}

const computeMedian = (values: readonly number[]): number =>
  computeQuantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
