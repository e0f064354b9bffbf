import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";

interface SpanBarProps {
  name: string;
  /** All in milli-points; `got` null has no points, `max` null is not known. */
  start: number;
  got: number | null;
  max: number | null;
  scale: number;
}

/** A span on the cumulative maximum: what was got, and what was lost as an open rest. */
export function SpanBar({ name, start, got, max, scale }: SpanBarProps) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  if (max === null || scale === 0) return <svg className="bar-cell" aria-hidden="true" />;
  const toX = (milliPoints: number): number => (milliPoints / scale) * 1000;
  const write = (milliPoints: number): string => format.points(milliPoints / 1000);
  const label =
    got === null
      ? t("noPoints", { name })
      : t("lost", { name, points: write(got), lost: write(max - got), max: format.plain(max / 1000) });
  return (
    <svg className="bar-cell" viewBox="0 0 1000 23" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <rect className="got" x={toX(start)} y={5} width={toX(got ?? 0)} height={13} />
      {(got ?? 0) < max && (
        <rect
          className="loss"
          x={toX(start + (got ?? 0))}
          y={5.5}
          width={toX(max - (got ?? 0))}
          height={12}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
