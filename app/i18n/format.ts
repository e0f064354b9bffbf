import type { Locale } from "./locale.ts";

/** Everything is dated where the log is kept. */
export const TIME_ZONE = "Asia/Ho_Chi_Minh";
/** U+2212: the sign of a change is a minus, not a hyphen. */
const MINUS = "\u2212";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const numberFormats = new Map<string, Intl.NumberFormat>();

function getNumberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale === "vi" ? "vi-VN" : "en-GB", options);
  numberFormats.set(key, made);
  return made;
}

/** @param decimals - digits after the point, always all of them. */
export function formatDecimal(value: number, decimals: number, locale: Locale): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return getNumberFormat(locale, options).format(value).replace("-", MINUS);
}

/** Whole things: `48.213`, `48,213`. */
export function formatCount(value: number, locale: Locale): string {
  return formatDecimal(value, 0, locale);
}

/** A score in points, one decimal: `14,0`, `14.0`. */
export function formatPoints(value: number, locale: Locale): string {
  return formatDecimal(value, 1, locale);
}

/** A value of the index, 0–1, four decimals: `0,7955`, `0.7955`. */
export function formatIndexValue(value: number, locale: Locale): string {
  return formatDecimal(value, 4, locale);
}

/** A maximum or a step: decimals only where there are some, `20`, `0,5`. */
export function formatPlain(value: number, locale: Locale): string {
  return getNumberFormat(locale, { maximumFractionDigits: 4 }).format(value).replace("-", MINUS);
}

/** A change, always signed with a true minus: `+0,0172`, `−5,0`; what rounds to zero has no sign. */
export function formatChange(value: number, decimals: number, locale: Locale): string {
  const text = formatDecimal(Math.abs(value), decimals, locale);
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? MINUS : "+") + text;
}

/** @param share - 0–1. */
export function formatPercent(share: number, decimals: number, locale: Locale): string {
  return `${formatDecimal(share * 100, decimals, locale)}%`;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: TIME_ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const monthNames = new Intl.DateTimeFormat("en-GB", { timeZone: TIME_ZONE, month: "long" });
const weekdayNames = {
  vi: new Intl.DateTimeFormat("vi-VN", { timeZone: TIME_ZONE, weekday: "long" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: TIME_ZONE, weekday: "long" }),
};

/** Built from parts, never from a locale's own pattern: server and browser must write the same characters. */
function toParts(at: string | number | Date): Record<"year" | "month" | "day" | "hour" | "minute" | "second", string> {
  const parts = { year: "", month: "", day: "", hour: "", minute: "", second: "" };
  for (const { type, value } of clock.formatToParts(new Date(at))) {
    if (type in parts) parts[type as keyof typeof parts] = value;
  }
  return parts;
}

/** `17/03/2026`, `17 March 2026`. */
export function formatDate(at: string | number | Date, locale: Locale): string {
  const { year, month, day } = toParts(at);
  return locale === "vi" ? `${day}/${month}/${year}` : `${Number(day)} ${monthNames.format(new Date(at))} ${year}`;
}

/** Without the year: `17/03`, `17 March`. */
export function formatDay(at: string | number | Date, locale: Locale): string {
  const { month, day } = toParts(at);
  return locale === "vi" ? `${day}/${month}` : `${Number(day)} ${monthNames.format(new Date(at))}`;
}

/** With the day of the week: `thứ Bảy 14/03`, `Saturday 14 March`. */
export function formatWeekday(at: string | number | Date, locale: Locale): string {
  const name = weekdayNames[locale].format(new Date(at));
  const weekday = locale === "vi" ? name.replace(/^Thứ/, "thứ").replace(/^Chủ/, "chủ") : name;
  return `${weekday} ${formatDay(at, locale)}`;
}

/** `17:00`, 24 hours. */
export function formatTime(at: string | number | Date): string {
  const { hour, minute } = toParts(at);
  return `${hour}:${minute}`;
}

/** `10:41:30`: to the second, as in the log. */
export function formatTimeExact(at: string | number | Date): string {
  return `${formatTime(at)}:${toParts(at).second}`;
}

/** `17/03 10:41`, `17 March 10:41`. */
export function formatDayTime(at: string | number | Date, locale: Locale): string {
  return `${formatDay(at, locale)} ${formatTime(at)}`;
}

/** `17/03/2026 10:41:30`. */
export function formatDateTimeExact(at: string | number | Date, locale: Locale): string {
  return `${formatDate(at, locale)} ${formatTimeExact(at)}`;
}

/** The two largest units: `2 ngày 7 giờ`, `7 hours 19 minutes`; under a minute in seconds. Sign is dropped. */
export function formatDuration(durationMs: number, locale: Locale): string {
  const restMs = Math.abs(durationMs);
  const inUnit = (value: number, unit: "day" | "hour" | "minute" | "second"): string =>
    getNumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
  if (restMs < MINUTE_MS) return inUnit(Math.floor(restMs / 1000), "second");
  const days = Math.floor(restMs / DAY_MS);
  const hours = Math.floor((restMs % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((restMs % HOUR_MS) / MINUTE_MS);
  const parts: string[] = [];
  if (days > 0) parts.push(inUnit(days, "day"));
  if (hours > 0) parts.push(inUnit(hours, "hour"));
  if (minutes > 0 && days === 0) parts.push(inUnit(minutes, "minute"));
  return parts.join(" ");
}

/** The ends of a hash: `19746348…c56d`. A short one is returned whole. */
export function formatHash(hash: string): string {
  return hash.length <= 14 ? hash : `${hash.slice(0, 8)}…${hash.slice(-4)}`;
}
