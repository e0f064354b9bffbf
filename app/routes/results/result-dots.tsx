import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { ResultRow } from "../../../server/services/results/read-results.ts";

const WIDTH = 300;

/** A value on the scale from 0 to 1, and the year before as an open dot. */
export function ResultDots({ row, year }: { row: ResultRow; year: number }) {
  const { t } = useTranslation("public");
  const format = useFormat();
  const { value, before, name } = row;
  if (value === null) return null;
  const toX = (basis: number): number => 6 + (basis / 10_000) * (WIDTH - 12);
  const entity = name[format.locale];
  const said = { entity, value: format.indexValue(value / 10_000), year };
  const label =
    before === null
      ? t("chart", said)
      : t("chartBefore", { ...said, before: format.indexValue(before / 10_000), beforeYear: year - 1 });
  return (
    <svg className="viz fluid" viewBox={`0 0 ${WIDTH} 20`} role="img" aria-label={label}>
      <path className="gr" d={`M${toX(0)} 10H${toX(10_000)}`} />
      {before !== null && (
        <>
          <path className="ln mks2" d={`M${toX(before)} 10H${toX(value)}`} />
          <circle className="hollow" cx={toX(before)} cy={10} r={4} />
        </>
      )}
      <circle className="penf" cx={toX(value)} cy={10} r={5} />
    </svg>
  );
}
