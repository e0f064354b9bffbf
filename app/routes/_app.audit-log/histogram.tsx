import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { LogHistogram } from "../../../server/services/audit-log/log-view.ts";
import { useBrush } from "./use-brush.ts";
import type { LogQuery } from "./use-log-query.ts";

const WIDTH = 792;
const TOP = 13;
const BASE = 60;
const HOUR_MS = 3_600_000;
/** Room for one date below another. */
const LABEL_WIDTH = 96;

/** Entries over time: the whole log, whatever the filter; dragging across it chooses a time range. */
export function Histogram({ histogram, query }: { histogram: LogHistogram; query: LogQuery }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const { bars, spanHours, checkpoints } = histogram;
  const spanMs = spanHours * HOUR_MS;
  const startMs = Date.parse(bars[0]?.from ?? "");
  const count = Math.round((Date.parse(bars.at(-1)?.from ?? "") - startMs) / spanMs) + 1;
  const { brush, pointer } = useBrush(query, { startMs, spanMs, count });
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const step = WIDTH / count;
  const toX = (at: string): number => ((Date.parse(at) - startMs) / spanMs) * step;
  const highest = Math.max(...bars.map(({ score, other, hidden }) => score + other + hidden));
  return (
    <svg
      className="viz fluid log-histogram"
      viewBox={`0 0 ${WIDTH} 70`}
      role="img"
      aria-label={t("histogram.label", { count: spanHours, from: format.date(first.from), to: format.date(last.from) })}
      {...pointer}
    >
      <rect className="hit" x={0} y={0} width={WIDTH} height={70} />
      {listLabels(count, step).map((at) => {
        const instant = new Date(startMs + at * spanMs).toISOString();
        return (
          <g key={at}>
            <line className="gr" x1={at * step} x2={at * step} y1={0} y2={62} />
            <text className="tx3" x={at * step + 3} y={10}>
              {spanHours < 24 ? format.weekday(instant) : format.day(instant)}
            </text>
          </g>
        );
      })}
      {bars.map(({ from, ...bar }) => (
        <Bar key={from} x={toX(from)} width={Math.max(1, step - 1.5)} bar={bar} highest={highest} />
      ))}
      {checkpoints.map((at) => (
        <line key={at} className="oks" strokeWidth={1.5} x1={toX(at)} x2={toX(at)} y1={63} y2={68} />
      ))}
      {brush !== null && (
        <rect
          className="pens hollow-brush"
          strokeWidth={1.5}
          x={Math.min(brush.from, brush.to) * step}
          y={TOP}
          width={(Math.abs(brush.to - brush.from) + 1) * step}
          height={BASE - TOP + 1}
        />
      )}
    </svg>
  );
}

interface BarProps {
  x: number;
  width: number;
  bar: { score: number; other: number; hidden: number };
  highest: number;
}

/** Score events stand at the foot, others on them, commitments on top. */
function Bar({ x, width, bar, highest }: BarProps) {
  const toHeight = (count: number): number => (count / highest) * (BASE - TOP - 3);
  let y = BASE;
  return (["score", "other", "hidden"] as const).map((kind) => {
    const height = toHeight(bar[kind]);
    if (height === 0) return null;
    y -= height;
    return <rect key={kind} className={FILLS[kind]} x={x} y={y} width={width} height={height} />;
  });
}

const FILLS = { score: "inkf", other: "mk2", hidden: "blindf" } as const;

/** Where dates stand: the beginning of a day, as many as have room. */
function listLabels(count: number, step: number): number[] {
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  return Array.from({ length: Math.ceil(count / every) }, (_, place) => place * every).filter(
    (at) => WIDTH - at * step > LABEL_WIDTH / 2,
  );
}
