import type { TFunction } from "i18next";
import type { Interval, Statistic } from "#domain/agreement/statistic.ts";
import type { PageFormat } from "../i18n/use-format.ts";

/** Digits after the point of a coefficient. */
const DECIMALS = 3;

/**
 * A coefficient with its interval as text; what has no value says why, in words, and is never 0.
 *
 * @param interval - null: none was asked for.
 * @param words - the translator of the namespace `agreement`, and the page's formats.
 */
export function writeStatistic(
  statistic: Statistic<number>,
  interval: Statistic<Interval> | null,
  { t, format }: { t: TFunction<"agreement">; format: Pick<PageFormat, "decimal" | "percent"> },
): string {
  if (statistic.reason !== null) {
    return t("undefined", { reason: t(`reason.${statistic.reason}`) });
  }
  const value = format.decimal(statistic.value, DECIMALS);
  if (interval === null) return value;
  if (interval.reason !== null) {
    return t("withoutInterval", { value, reason: t(`reason.${interval.reason}`) });
  }
  const { low, high, level } = interval.value;
  return t("withInterval", {
    value,
    low: format.decimal(low, DECIMALS),
    high: format.decimal(high, DECIMALS),
    level: format.percent(level, 0),
  });
}
