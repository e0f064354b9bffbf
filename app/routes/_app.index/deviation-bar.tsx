import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { IndexColumn, IndexView } from "../../../server/services/index/index-view.ts";

const WIDTH = 42;
const MIDDLE = WIDTH / 2;

/** Largest distance from a median anywhere: all bars share one scale. At least 1, so that it can divide. */
export function findLargestDeviation({ columns, rows }: IndexView): number {
  const deviations = rows.flatMap((row) =>
    row.mainIndices.map((value, place) => {
      const median = columns[place]?.spread?.median;
      return value === null || median === undefined ? 0 : Math.abs(value - median);
    }),
  );
  return Math.max(1, ...deviations);
}

interface DeviationBarProps {
  column: IndexColumn;
  /** × 10 000; null has no value. */
  value: number | null;
  deviationMax: number;
}

/** How far a main index lies from the median: filled to the right above it, open to the left below it. */
export function DeviationBar({ column, value, deviationMax }: DeviationBarProps) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const name = column.name[format.locale];
  if (value === null || column.spread === null) {
    return (
      <svg
        className="pb"
        viewBox={`0 0 ${WIDTH} 14`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("barNone", { name })}
      />
    );
  }
  const { median } = column.spread;
  const width = (Math.abs(value - median) / deviationMax) * (MIDDLE - 1);
  const isAbove = value >= median;
  const label = t("barText", {
    name,
    value: format.indexValue(value / 10_000),
    median: format.indexValue(median / 10_000),
  });
  return (
    <svg className="pb" viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <rect
        className={isAbove ? "up" : "down"}
        x={isAbove ? MIDDLE : MIDDLE - width}
        y={2.5}
        width={width}
        height={9}
      />
      <path className="mid" d={`M${MIDDLE} 0v14`} />
    </svg>
  );
}
