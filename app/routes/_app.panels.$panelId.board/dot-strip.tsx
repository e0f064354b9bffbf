import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";

const WIDTH = 136;
const EDGE = 6;

export interface DotStripProps {
  /** Milli-points, ascending, without names. */
  points: readonly number[];
  median: number | null;
  maxMilliPoints: number;
}

/** Scores of one item as dots on its scale, the range as a bar, the median as a line. */
export function DotStrip({ points, median, maxMilliPoints }: DotStripProps) {
  const { t } = useTranslation("board");
  const format = useFormat();
  const toX = (milliPoints: number): number => EDGE + (milliPoints / maxMilliPoints) * (WIDTH - 2 * EDGE);
  const [first, last] = [toX(points[0] ?? 0), toX(points.at(-1) ?? 0)];
  const write = (milliPoints: number): string => format.points(milliPoints / 1000);
  const label = t("dots", { points: points.map(write).join("; "), median: median === null ? "–" : write(median) });
  return (
    <svg className="viz" viewBox={`0 0 ${WIDTH} 20`} width={WIDTH} height={20} role="img" aria-label={label}>
      <line className="ax" x1={EDGE} x2={WIDTH - EDGE} y1={10} y2={10} />
      <rect className="mk3" x={first} y={8} width={last - first} height={4} />
      {points.map((milliPoints, at) => (
        // Equal scores lie on one another: their place in the order is what tells them apart.
        <circle key={`${milliPoints}-${at}`} className="mk" cx={toX(milliPoints)} cy={10} r={3.5} />
      ))}
      {median !== null && <line className="med" x1={toX(median)} x2={toX(median)} y1={4} y2={16} />}
    </svg>
  );
}
