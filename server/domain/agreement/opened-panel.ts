import { countedMilliPoints } from "../scoring/aggregate-scores.ts";
import type { ScoredIndicator } from "../scoring/check-score.ts";
import type { ScoreValue } from "../scoring/value.ts";
import type { Ratings } from "./rating-table.ts";

export interface PanelIndicator extends ScoredIndicator {
  readonly code: string;
}

/** One item whose batch is open. */
export interface OpenedItem {
  readonly itemId: string;
  /** Code of its indicator. */
  readonly indicator: string;
  /**
   * What each expert had sealed when the batch was opened, in the order of the panel's experts. Null: not assigned,
   * recused, not sealed, unreadable, or given later and so not blind: such a score never counts in agreement.
   */
  readonly blindScores: readonly (ScoreValue | null)[];
}

/** The opened part of a panel's work. Items that are still sealed are not in it. */
export interface OpenedPanel {
  /** Pseudonyms, each once. */
  readonly experts: readonly string[];
  readonly indicators: readonly PanelIndicator[];
  /** Any order, each once. */
  readonly items: readonly OpenedItem[];
}

/** How many scores there are in each state; those that count are `number` and `noEvidence`. */
export interface StateCounts {
  readonly number: number;
  readonly noEvidence: number;
  readonly notApplicable: number;
  readonly blank: number;
  /** No blind score at all. */
  readonly missing: number;
  /** Items for which some experts say *not applicable* and others give points: no coefficient can see these. */
  readonly splitItemCount: number;
}

/**
 * What a blind score counts as in agreement: its share of the item's maximum, or nothing.
 *
 * *No evidence* counts as 0, as it will when the item is finalised: agreement is about what enters the index, and
 * whoever gives 0 points and whoever finds no evidence agree on that. *Not applicable* is no place on the scale: as 0
 * or as any other number it would make up a distance that nobody stated, so it is left out and counted apart
 * (`splitItemCount`). *Blank* and a missing score are left out.
 *
 * @returns 0–1, no unit; null for what is left out. Shares of different maxima that are equal are the same number.
 */
export function toRating(score: ScoreValue | null, maxMilliPoints: number): number | null {
  const milliPoints = score === null ? null : countedMilliPoints(score);
  return milliPoints === null ? null : milliPoints / maxMilliPoints;
}

/** An item with its indicator and ratings, places as in the panel's experts. */
export interface RatedItem {
  readonly item: OpenedItem;
  readonly indicator: PanelIndicator;
  readonly ratings: Ratings;
}

/**
 * All items with their ratings as shares of the maximum.
 *
 * @throws RangeError when an item names an unknown indicator or has not a place for each expert.
 */
export function listRatedItems(panel: OpenedPanel): RatedItem[] {
  const indicators = new Map(panel.indicators.map((indicator) => [indicator.code, indicator]));
  return panel.items.map((item) => {
    const indicator = indicators.get(item.indicator);
    if (indicator === undefined) throw new RangeError(`agreement: item ${item.itemId} of unknown ${item.indicator}`);
    if (item.blindScores.length !== panel.experts.length) {
      throw new RangeError(`agreement: item ${item.itemId} has ${item.blindScores.length} places for scores`);
    }
    const ratings = item.blindScores.map((score) => toRating(score, indicator.maxMilliPoints));
    return { item, indicator, ratings };
  });
}

/** @param places - which experts to count; all when left out. */
export function countStates(items: readonly RatedItem[], places?: readonly number[]): StateCounts {
  const counts = { number: 0, "no-evidence": 0, "not-applicable": 0, blank: 0, missing: 0 };
  let splitItemCount = 0;
  for (const { item } of items) {
    const scores = places ? places.map((place) => item.blindScores[place] ?? null) : item.blindScores;
    const states = scores.map((score) => score?.state ?? "missing");
    for (const state of states) counts[state] += 1;
    const isRated = states.includes("number") || states.includes("no-evidence");
    if (isRated && states.includes("not-applicable")) splitItemCount += 1;
  }
  const { "no-evidence": noEvidence, "not-applicable": notApplicable, ...others } = counts;
  return { ...others, noEvidence, notApplicable, splitItemCount };
}
