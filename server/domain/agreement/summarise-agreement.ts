import type { BootstrapInterval, BootstrapPlan } from "./bootstrap.ts";
import { computeGwetAc, computeGwetAcInterval } from "./gwet-ac.ts";
import { computeIcc } from "./intraclass-correlation.ts";
import type { Icc } from "./intraclass-correlation.ts";
import { computeKendallW } from "./kendall-w.ts";
import type { KendallW } from "./kendall-w.ts";
import { computeAlpha, computeAlphaInterval } from "./krippendorff-alpha.ts";
import { countStates } from "./opened-panel.ts";
import type { RatedItem, StateCounts } from "./opened-panel.ts";
import { keepPairable, tabulateRatings } from "./rating-table.ts";
import type { RatingTable, Ratings } from "./rating-table.ts";
import { findRubricScale } from "./rubric-scale.ts";
import type { RubricScale } from "./rubric-scale.ts";
import { mapStatistic, unknown } from "./statistic.ts";
import type { Statistic } from "./statistic.ts";

/** A coefficient, at most 1, with its bootstrap interval. */
export interface Coefficient {
  readonly coefficient: number;
  /** Items that it compares. */
  readonly unitCount: number;
  /** Null when no plan was given: the interval was not asked for. */
  readonly interval: Statistic<BootstrapInterval> | null;
}

/** Everything that is said of the agreement of some raters on some items. */
export interface AgreementSummary {
  /** Items with a counted score, and of these the ones with two or more. */
  readonly itemCount: number;
  readonly pairableCount: number;
  /** Experts with a counted score. */
  readonly raterCount: number;
  readonly ratingCount: number;
  readonly states: StateCounts;
  readonly alphaOrdinal: Statistic<Coefficient>;
  /** Of shares of the maximum, so of points within one indicator. */
  readonly alphaInterval: Statistic<Coefficient>;
  /** Gwet's AC2, ordinal weights, on the levels of the rubric. */
  readonly ac2: Statistic<Coefficient>;
  /** ICC(2,1): how far one expert's score could stand for another's. */
  readonly iccSingle: Statistic<Icc>;
  /** ICC(2,k): how far the mean of this panel could stand for that of another. */
  readonly iccAverage: Statistic<Icc>;
  readonly kendallW: Statistic<KendallW>;
}

/**
 * Agreement of raters on items, whatever makes them belong together.
 *
 * Items are the units. Where they are of several indicators, coefficients compare shares of the maximum, and
 * differences between the indicators count as variation that raters could agree on: read it beside those of the
 * indicators.
 *
 * @param places - experts to compare, by place; all when left out.
 * @param plan - null: no intervals.
 * @returns each statistic or its reason. Time without intervals: ratings · log ratings; with them + 3 · resamples ·
 *   ratings.
 */
export function summariseAgreement(
  items: readonly RatedItem[],
  plan: BootstrapPlan | null,
  places?: readonly number[],
): AgreementSummary {
  const pick = (ratings: Ratings): Ratings => (places ? places.map((place) => ratings[place] ?? null) : ratings);
  const units = items.map(({ ratings }) => pick(ratings));
  const table = tabulateRatings(units);
  return {
    itemCount: table.unitCount,
    pairableCount: keepPairable(table).unitCount,
    raterCount: table.raterCount,
    ratingCount: table.ratingCount,
    states: countStates(items, places),
    alphaOrdinal: summariseAlpha(table, "ordinal", plan),
    alphaInterval: summariseAlpha(table, "interval", plan),
    ac2: summariseAc2(items, plan, pick),
    iccSingle: computeIcc(units, "2,1"),
    iccAverage: computeIcc(units, "2,k"),
    kendallW: computeKendallW(units),
  };
}

function summariseAlpha(
  table: RatingTable,
  metric: "ordinal" | "interval",
  plan: BootstrapPlan | null,
): Statistic<Coefficient> {
  return mapStatistic(computeAlpha(table, metric), ({ alpha, unitCount }) => ({
    coefficient: alpha,
    unitCount,
    interval: plan === null ? null : computeAlphaInterval(table, metric, plan),
  }));
}

function summariseAc2(
  items: readonly RatedItem[],
  plan: BootstrapPlan | null,
  pick: (ratings: Ratings) => Ratings,
): Statistic<Coefficient> {
  const indicators = [...new Set(items.map(({ indicator }) => indicator))];
  const scales = new Map(indicators.map((indicator) => [indicator, findRubricScale(indicator)]));
  const sizes = new Set([...scales.values()].map((scale) => scale?.size ?? null));
  const [size] = sizes;
  if (size === undefined) return unknown("no-pair");
  if (sizes.has(null) || size === null) return unknown("no-levels");
  if (sizes.size > 1) return unknown("mixed-levels");
  const units = items.map(({ indicator, ratings }) =>
    pick(ratings).map((rating) => toCategory(rating, indicator.maxMilliPoints, scales.get(indicator) ?? null)),
  );
  const table = tabulateRatings(units, [...new Array(size).keys()]);
  return mapStatistic(computeGwetAc(table, "ordinal"), ({ coefficient, unitCount }) => ({
    coefficient,
    unitCount,
    interval: plan === null ? null : computeGwetAcInterval(table, "ordinal", plan),
  }));
}

/** Back to whole milli-points, which a share of at most 10^9 of them always leads to. */
function toCategory(share: number | null, maxMilliPoints: number, scale: RubricScale | null): number | null {
  return share === null || scale === null ? null : scale.find(Math.round(share * maxMilliPoints));
}
