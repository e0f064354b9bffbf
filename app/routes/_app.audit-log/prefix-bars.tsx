import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { LogCheckpoint } from "../../../server/services/audit-log/log-view.ts";

const WIDTH = 376;
const LEFT = 64;
const RIGHT = 278;
const ROW = 23;
const FILLS = ["mk3", "mk2", "inkf"] as const;

/** The newest trees, each with the older ones as its beginning. Lengths show the order, not the share. */
export function PrefixBars({ newest }: { newest: readonly LogCheckpoint[] }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const trees = newest.slice(0, 3).toReversed();
  if (trees.length < 2) return null;
  const ends = trees.map((_, place) => LEFT + ((place + 1) / trees.length) * (RIGHT - LEFT));
  return (
    <section aria-labelledby="append">
      <div className="row b mb2">
        <h2 className="h2" id="append">
          {t("append.title")}
        </h2>
        <span className="sp" />
        <span className="cap">{t("append.text")}</span>
      </div>
      <svg
        className="viz fluid"
        viewBox={`0 0 ${WIDTH} ${trees.length * ROW + 4}`}
        role="img"
        aria-label={t("append.label", { sizes: trees.map(({ size }) => format.count(size)).join(", ") })}
      >
        {trees.map(({ size, at }, place) => (
          <g key={size}>
            <text className="tx1 b" x={0} y={place * ROW + 17}>
              {format.count(size)}
            </text>
            {ends.slice(0, place + 1).map((end, part) => {
              const from = part === 0 ? LEFT : (ends[part - 1] as number);
              const fill = part === 0 ? FILLS[0] : part === place ? FILLS[2] : FILLS[1];
              return <rect key={end} className={fill} x={from} y={place * ROW + 6} width={end - from} height={14} />;
            })}
            {ends.slice(0, place).map((end) => (
              <path key={end} className="oks" strokeWidth={1.5} d={`M${end} ${place * ROW - 3}V${place * ROW + 20}`} />
            ))}
            <text className="tx3" x={WIDTH} y={place * ROW + 17} textAnchor="end">
              {format.dayTime(at)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}
