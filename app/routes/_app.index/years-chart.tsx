import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { EntityProfile, IndexRow, IndexView } from "../../../server/services/index/index-view.ts";

const WIDTH = 372;
const LEFT = 28;
const RIGHT = 312;
const TOP = 10;
const BOTTOM = 112;
const TICKS = [0.25, 0.5, 0.75, 1];
/** The year in which provinces were merged: lines across it are dashed. */
const MERGER_YEAR = 2025;

const toY = (share: number): number => BOTTOM - share * (BOTTOM - TOP);

interface Point {
  readonly year: number;
  /** × 10 000; null where none was published. */
  readonly value: number | null;
  readonly unitCount: number;
}

interface YearsChartProps {
  view: IndexView;
  row: IndexRow;
  profile: EntityProfile;
}

/** Published values of earlier editions and this round's; dashed where the units or the framework changed. */
export function YearsChart({ view, row, profile }: YearsChartProps) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const { year } = view.round;
  const points: Point[] = [...profile.past.filter((one) => one.year < year), { year, value: row.value, unitCount: 1 }];
  const first = points[0]?.year ?? year;
  const toX = (at: number): number => LEFT + ((at - first) / Math.max(1, year - first)) * (RIGHT - LEFT);
  const known = points.filter((point): point is Point & { value: number } => point.value !== null);
  return (
    <section aria-labelledby="years">
      <div className="row b">
        <h3 className="h2" id="years">
          {t("overTime")}
        </h3>
        <span className="sp" />
        <span className="cap">{t("mergerBreak")}</span>
      </div>
      <svg className="viz fluid" viewBox={`0 0 ${WIDTH} 132`} aria-hidden="true">
        {TICKS.map((tick) => (
          <g key={tick}>
            <path className="gr" d={`M${LEFT} ${toY(tick)}H${RIGHT}`} />
            <text className="tx3" x={0} y={toY(tick) + 4}>
              {format.plain(tick)}
            </text>
          </g>
        ))}
        {known.slice(1).map((point, place) => {
          const from = known[place] as (typeof known)[number];
          const isBroken = from.year < MERGER_YEAR && point.year >= MERGER_YEAR;
          const path = `M${toX(from.year)} ${toY(from.value / 10_000)}L${toX(point.year)} ${toY(point.value / 10_000)}`;
          return <path key={point.year} className={isBroken ? "ln pens dots" : "ln pens"} d={path} />;
        })}
        {known.map(({ year: at, value }) => (
          <circle
            key={at}
            className={at === year ? "hollow pens" : "penf"}
            cx={toX(at)}
            cy={toY(value / 10_000)}
            r={3.5}
          />
        ))}
        {points.map(({ year: at }) => (
          <text key={at} className="tx3" x={toX(at)} y={129} textAnchor="middle">
            {at}
          </text>
        ))}
        {row.value !== null && (
          <text className="b pent" x={RIGHT + 9} y={toY(row.value / 10_000) + 4}>
            {format.indexValue(row.value / 10_000)}
          </text>
        )}
      </svg>
      <YearsTable view={view} points={points} />
      {points.some(({ unitCount, value }) => unitCount > 1 && value !== null) && (
        <p className="cap">{t("meanOf", { count: points.find(({ unitCount }) => unitCount > 1)?.unitCount ?? 0 })}</p>
      )}
    </section>
  );
}

/** The same as a table, for who does not see the drawing. */
function YearsTable({ view, points }: { view: IndexView; points: readonly Point[] }) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const { year } = view.round;
  return (
    <table className="sr">
      <caption>{t("overTimeText", { year })}</caption>
      <tbody>
        {points.map(({ year: at, value, unitCount }) => (
          <tr key={at}>
            <th scope="row">{at}</th>
            <td>
              {value === null ? t("notPublished") : format.indexValue(value / 10_000)}
              {at === year && !view.isPublished && `, ${t("provisionalPoint")}`}
              {unitCount > 1 && `, ${t("meanOf", { count: unitCount })}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
