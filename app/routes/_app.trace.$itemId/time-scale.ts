/** Time on the chart: one scale before the opening of the batch, another after it. */
export interface TimeScale {
  /** @param at - UTC instant. */
  toX(at: string): number;
  /** Ends of the two scales that have something on them. */
  readonly ticks: readonly { readonly x: number; readonly at: string; readonly anchor: "start" | "end" }[];
}

/** Room between the ends of a scale and what lies on it. */
const MARGIN = 12;

/**
 * @param instants - everything that is drawn, UTC, in any order.
 * @param frame.openedAt - null before the opening: then all lies on the first scale.
 */
export function makeTimeScale(
  instants: readonly string[],
  frame: { openedAt: string | null; left: number; middle: number; right: number },
): TimeScale {
  const { openedAt, left, middle, right } = frame;
  const sorted = [...instants].sort();
  const before = sorted.filter((at) => openedAt === null || at < openedAt);
  const after = sorted.filter((at) => openedAt !== null && at >= openedAt);
  const toShare = (at: string, from: string, to: string): number => {
    const lengthMs = Date.parse(to) - Date.parse(from);
    return lengthMs <= 0 ? 0 : (Date.parse(at) - Date.parse(from)) / lengthMs;
  };
  const spread = (at: string, range: readonly string[], [low, high]: readonly [number, number]): number =>
    low + toShare(at, range[0] ?? at, range.at(-1) ?? at) * (high - low);
  const first = [left + MARGIN, middle - 2 * MARGIN] as const;
  const second = [middle, right - 3 * MARGIN] as const;
  const afterRange = openedAt === null ? after : [openedAt, ...after];
  const toTicks = (range: readonly string[], [low, high]: readonly [number, number]): TimeScale["ticks"] => {
    const [from] = range;
    const to = range.at(-1);
    if (from === undefined || to === undefined) return [];
    const start = { x: low, at: from, anchor: "start" } as const;
    return from === to ? [start] : [start, { x: high, at: to, anchor: "end" }];
  };
  return {
    toX: (at) => (openedAt !== null && at >= openedAt ? spread(at, afterRange, second) : spread(at, before, first)),
    ticks: [...toTicks(before, first), ...toTicks(afterRange, second)],
  };
}
