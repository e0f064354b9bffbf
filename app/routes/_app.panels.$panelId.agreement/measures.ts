import type { AgreementSummary } from "#domain/agreement/summarise-agreement.ts";
import { type Interval, known, mapStatistic, type Statistic } from "#domain/agreement/statistic.ts";

/** Coefficients that the page can show, the one of points first: it has a value for every kind of rubric. */
export const MEASURES = ["alphaInterval", "alphaOrdinal", "ac2", "iccSingle", "iccAverage", "kendallW"] as const;
export type Measure = (typeof MEASURES)[number];

/** A coefficient as it is shown, whichever it is. */
export interface Shown {
  /** At most 1. */
  readonly value: Statistic<number>;
  /** Null where the coefficient has none. */
  readonly interval: Statistic<Interval> | null;
}

export function pickMeasure(summary: AgreementSummary, measure: Measure): Shown {
  switch (measure) {
    case "alphaInterval":
    case "alphaOrdinal":
    case "ac2":
      return {
        value: mapStatistic(summary[measure], ({ coefficient }) => coefficient),
        interval: summary[measure].value?.interval ?? null,
      };
    case "iccSingle":
    case "iccAverage": {
      const icc = summary[measure];
      const test = icc.value?.test ?? null;
      return {
        value: mapStatistic(icc, (one) => one.icc),
        interval: test === null ? null : test.reason === null ? known(test.value.interval) : test,
      };
    }
    case "kendallW":
      return { value: mapStatistic(summary.kendallW, ({ w }) => w), interval: null };
  }
}
