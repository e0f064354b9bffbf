import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import * as format from "./format.ts";
import { toLocale } from "./locale.ts";
import type { Locale } from "./locale.ts";

type Instant = string | number | Date;

/** The formats of `format.ts`, bound to the page's language. */
export interface PageFormat {
  readonly locale: Locale;
  count(value: number): string;
  points(value: number): string;
  indexValue(value: number): string;
  plain(value: number): string;
  decimal(value: number, decimals: number): string;
  change(value: number, decimals: number): string;
  percent(share: number, decimals: number): string;
  date(at: Instant): string;
  day(at: Instant): string;
  weekday(at: Instant): string;
  time(at: Instant): string;
  timeExact(at: Instant): string;
  dayTime(at: Instant): string;
  dateTimeExact(at: Instant): string;
  duration(durationMs: number): string;
  /** `còn 2 ngày 7 giờ` before the deadline, `quá hạn 3 giờ` after it. */
  deadline(at: Instant, now: Instant): string;
  /** `40 giây trước`. */
  ago(at: Instant, now: Instant): string;
  hash(hash: string): string;
}

export function useFormat(): PageFormat {
  const { t, i18n } = useTranslation("common");
  return useMemo(() => {
    const locale = toLocale(i18n.language);
    const duration = (durationMs: number): string => format.formatDuration(durationMs, locale);
    const since = (at: Instant, now: Instant): number => new Date(now).getTime() - new Date(at).getTime();
    return {
      locale,
      count: (value) => format.formatCount(value, locale),
      points: (value) => format.formatPoints(value, locale),
      indexValue: (value) => format.formatIndexValue(value, locale),
      plain: (value) => format.formatPlain(value, locale),
      decimal: (value, decimals) => format.formatDecimal(value, decimals, locale),
      change: (value, decimals) => format.formatChange(value, decimals, locale),
      percent: (share, decimals) => format.formatPercent(share, decimals, locale),
      date: (at) => format.formatDate(at, locale),
      day: (at) => format.formatDay(at, locale),
      weekday: (at) => format.formatWeekday(at, locale),
      time: format.formatTime,
      timeExact: format.formatTimeExact,
      dayTime: (at) => format.formatDayTime(at, locale),
      dateTimeExact: (at) => format.formatDateTimeExact(at, locale),
      duration,
      deadline: (at, now) => {
        const lateMs = since(at, now);
        return t(lateMs < 0 ? "time.left" : "time.late", { duration: duration(lateMs) });
      },
      ago: (at, now) => {
        const agoMs = since(at, now);
        return agoMs < 1000 ? t("time.now") : t("time.ago", { duration: duration(agoMs) });
      },
      hash: format.formatHash,
    };
  }, [t, i18n.language]);
}
