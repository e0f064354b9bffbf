import { computeBootstrapInterval } from "./bootstrap.ts";
import type { BootstrapInterval, BootstrapPlan } from "./bootstrap.ts";
import { listRatedItems } from "./opened-panel.ts";
import type { OpenedPanel } from "./opened-panel.ts";
import { computeMoments } from "./severity-rescale.ts";
import type { Moments } from "./severity-rescale.ts";
import { known, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";

/** How an expert scores beside the others. For the chair and the auditor, and for the expert's own page. */
export interface ExpertSeverity {
  /** Pseudonym. */
  readonly expert: string;
  /** Items that the expert and another scored. */
  readonly sharedItemCount: number;
  /**
   * Mean over those items of the expert's share minus the mean share of the others: below 0 is severe, above 0 lenient.
   * Shares of the maximum, −1–1. `no-pair` without a shared item, `one-unit` with one: one item is a judgement of it.
   */
  readonly offset: Statistic<{ readonly mean: number; readonly interval: Statistic<BootstrapInterval> }>;
  /**
   * Of all the expert's shares; `no-rating` without any, `no-variation` for a spread of 0, where there is none to show.
   */
  readonly spread: Statistic<Moments>;
}

/**
 * Severity of each expert, measured on the items that others scored too.
 *
 * A plain mean would call an expert severe who was given weak agencies. Comparing within items does not, as long as the
 * others of an item are not severe themselves; with few experts read the offsets beside each other. Nothing is
 * adjusted.
 *
 * @param plan - for the interval over items.
 * @returns in the order of the panel's experts.
 * @see Formula G.8 for the rescaling that `rescaleSeverity` shows.
 */
export function computeExpertSeverity(panel: OpenedPanel, plan: BootstrapPlan): ExpertSeverity[] {
  const items = listRatedItems(panel);
  return panel.experts.map((expert, place) => {
    const own = items.flatMap(({ ratings }) => ratings[place] ?? []);
    const offsets = items.flatMap(({ ratings }) => {
      const mine = ratings[place] ?? null;
      const others = ratings.filter((rating, other): rating is number => other !== place && rating !== null);
      if (mine === null || others.length === 0) return [];
      return [mine - others.reduce((sum, one) => sum + one, 0) / others.length];
    });
    return { expert, sharedItemCount: offsets.length, offset: summarise(offsets, plan), spread: toSpread(own) };
  });
}

function summarise(offsets: readonly number[], plan: BootstrapPlan): ExpertSeverity["offset"] {
  if (offsets.length === 0) return unknown("no-pair");
  if (offsets.length === 1) return unknown("one-unit");
  const mean = (times: Int32Array | null): number =>
    offsets.reduce((sum, one, at) => sum + one * (times === null ? 1 : (times[at] as number)), 0) / offsets.length;
  return known({ mean: mean(null), interval: computeBootstrapInterval(offsets.length, plan, mean) });
}

function toSpread(shares: readonly number[]): Statistic<Moments> {
  const moments = computeMoments(shares);
  if (moments === null) return unknown("no-rating");
  return moments.deviation === 0 ? unknown("no-variation") : known(moments);
}
