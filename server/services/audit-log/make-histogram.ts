import type { HourCount } from "./log-reading.ts";
import type { LogHistogram } from "./log-view.ts";

const HOUR_MS = 3_600_000;
/** Days begin where the log is kept: Asia/Ho_Chi_Minh, all year. */
const ZONE_HOURS = 7;
/** Spans that a day is made of without a rest, then whole days. */
const SPANS = [1, 2, 3, 4, 6, 8, 12, 24, 48, 96, 168, 336, 720, 1_440, 2_880, 8_760] as const;
const BARS_MAX = 96;

/** Adds hours up to spans, so that a log of any length is fewer than a hundred of them. */
export function makeHistogram(hours: ReadonlyMap<number, HourCount>, checkpoints: readonly string[]): LogHistogram {
  const all = [...hours.keys()];
  const [first, last] = all.reduce(([low, high], hour) => [Math.min(low, hour), Math.max(high, hour)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  const spanHours = SPANS.find((span) => toPlace(last, span) - toPlace(first, span) < BARS_MAX) ?? SPANS.at(-1)!;
  const bars = new Map<number, { score: number; other: number; hidden: number }>();
  for (const [hour, { score, other, hidden }] of hours) {
    const place = toPlace(hour, spanHours);
    const bar = bars.get(place) ?? { score: 0, other: 0, hidden: 0 };
    bars.set(place, { score: bar.score + score, other: bar.other + other, hidden: bar.hidden + hidden });
  }
  return {
    spanHours,
    bars: [...bars]
      .sort(([a], [b]) => a - b)
      .map(([place, bar]) => ({ from: new Date((place * spanHours - ZONE_HOURS) * HOUR_MS).toISOString(), ...bar })),
    checkpoints: checkpoints.toReversed(),
  };
}

const toPlace = (hour: number, span: number): number => Math.floor((hour + ZONE_HOURS) / span);
