import { type PointerEvent, useState } from "react";
import type { LogTerm } from "#domain/ledger/log-query.ts";
import type { LogQuery } from "./use-log-query.ts";

const HOUR_MS = 3_600_000;
/** Where the log is kept: Asia/Ho_Chi_Minh, all year. */
const ZONE = "+07:00";
const ZONE_MS = 7 * HOUR_MS;

/** What the chart shows: `count` spans from `startMs` on. */
export interface BrushScale {
  readonly startMs: number;
  readonly spanMs: number;
  readonly count: number;
}

/** Spans that are chosen, both included; `to` may lie before `from` while the pointer moves. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** Lets the pointer choose a time range on a chart; the range is the tokens `after:` and `before:` of the filter. */
export function useBrush(query: LogQuery, scale: BrushScale) {
  const [drag, setDrag] = useState<Brush | null>(null);
  const place = (event: PointerEvent<Element>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * scale.count);
    return Math.min(scale.count - 1, Math.max(0, at));
  };
  const finish = (): void => {
    if (drag === null) return;
    setDrag(null);
    const others = query.terms.filter(({ key }) => key !== "after" && key !== "before");
    query.set([...others, ...toTerms(drag, scale)]);
  };
  return {
    brush: drag ?? findBrush(query.terms, scale),
    pointer: {
      onPointerDown: (event: PointerEvent<Element>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: place(event), to: place(event) });
      },
      onPointerMove: (event: PointerEvent<Element>) => {
        if (drag !== null) setDrag({ from: drag.from, to: place(event) });
      },
      onPointerUp: finish,
      onPointerCancel: () => setDrag(null),
    },
  };
}

function toTerms({ from, to }: Brush, { startMs, spanMs }: BrushScale): LogTerm[] {
  const toTerm = (key: "after" | "before", at: number): LogTerm => {
    // To the minute, as a person writes it.
    const value = new Date(startMs + at * spanMs + ZONE_MS).toISOString().slice(0, 16);
    return { key, value, isNegated: false };
  };
  return [toTerm("after", Math.min(from, to)), toTerm("before", Math.max(from, to) + 1)];
}

/** The range that the filter names, where it is written without a zone; null without one. */
function findBrush(terms: readonly LogTerm[], { startMs, spanMs, count }: BrushScale): Brush | null {
  const find = (key: "after" | "before"): number | null => {
    const value = terms.find((term) => term.key === key)?.value ?? "";
    const atMs = Date.parse(`${value.length === 10 ? `${value}T00:00` : value}${ZONE}`);
    return Number.isNaN(atMs) ? null : (atMs - startMs) / spanMs;
  };
  const [after, before] = [find("after"), find("before")];
  if (after === null && before === null) return null;
  const from = Math.min(count - 1, Math.max(0, Math.floor(after ?? 0)));
  return { from, to: Math.max(from, Math.min(count, Math.ceil(before ?? count)) - 1) };
}
