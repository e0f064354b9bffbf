import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { IndexRow, IndexView } from "../../../server/services/index/index-view.ts";

const ROW = 24;
const LEFT = 138;
const RIGHT = 330;
const WIDTH = 372;
const TICKS = [0, 2_500, 5_000, 7_500, 10_000];

const toX = (value: number): number => LEFT + (value / 10_000) * (RIGHT - LEFT);

/** Each main index of one entity among the others: median, middle half and ends. */
export function SpreadPlot({ view, row }: { view: IndexView; row: IndexRow }) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const height = view.columns.length * ROW;
  const write = (value: number): string => format.indexValue(value / 10_000);
  return (
    <section aria-labelledby="spread">
      <div className="row b">
        <h3 className="h2" id="spread">
          {t("mainIndices")}
        </h3>
        <span className="sp" />
        <span className="cap">{t("mainIndicesKey", { entity: row.name[format.locale] })}</span>
      </div>
      <svg className="viz fluid" viewBox={`0 0 ${WIDTH} ${height + 18}`} role="group" aria-labelledby="spread">
        {TICKS.map((tick) => (
          <g key={tick} aria-hidden="true">
            <path className="gr" d={`M${toX(tick)} 0V${height}`} />
            <text className="tx3" x={toX(tick)} y={height + 13} textAnchor="middle">
              {format.plain(tick / 10_000)}
            </text>
          </g>
        ))}
        {view.columns.map(({ code, name, spread }, place) => {
          const value = row.mainIndices[place] ?? null;
          const y = place * ROW + ROW / 2;
          const label =
            spread === null || value === null
              ? t("barNone", { name: name[format.locale] })
              : t("spreadText", {
                  name: name[format.locale],
                  value: write(value),
                  median: write(spread.median),
                  low: write(spread.lowerQuartile),
                  high: write(spread.upperQuartile),
                });
          return (
            <g key={code} role="img" aria-label={label}>
              <text className="tx1 small-name" x={0} y={y + 4}>
                {name[format.locale]}
              </text>
              {spread && (
                <>
                  <path className="ln mks3" strokeWidth={4} d={`M${toX(spread.min)} ${y}H${toX(spread.max)}`} />
                  <rect
                    className="mk2"
                    x={toX(spread.lowerQuartile)}
                    y={y - 4}
                    width={Math.max(1, toX(spread.upperQuartile) - toX(spread.lowerQuartile))}
                    height={8}
                  />
                  <path className="med" d={`M${toX(spread.median)} ${y - 7}v14`} />
                </>
              )}
              {value !== null && <circle className="penf" cx={toX(value)} cy={y} r={4.5} />}
              <text className="tx1 b" x={WIDTH} y={y + 4} textAnchor="end">
                {value === null ? "–" : format.decimal(value / 10_000, 3)}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
