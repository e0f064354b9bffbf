import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { makeBands } from "./make-bands.ts";
import { listLevels } from "./rubric-section.tsx";
import { useDesk } from "./use-desk.ts";

const LEFT = 8;
const WIDTH = 348;
/** Room above the scale for the agency's own score. */
const SELF_HEIGHT = 14;
/** Where its words no longer fit on the right of the triangle. */
const SELF_TURN = 290;

/** Where the own score stands on the levels, the chosen one filled; the agency's own as an outlined triangle. */
export function BandScale({ milliPoints, level }: { milliPoints: number | null; level: number | null }) {
  const { t } = useTranslation(["workbench", "scoring"]);
  const format = useFormat();
  const { item, selfScore } = useDesk().view;
  const toX = (points: number): number => LEFT + (points / item.maxMilliPoints) * WIDTH;
  const bands = makeBands(listLevels(item), item.maxMilliPoints);
  const score = milliPoints === null ? t("noScore") : format.points(milliPoints / 1000);
  const max = format.plain(item.maxMilliPoints / 1000);
  const self = selfScore?.state === "number" ? selfScore.milliPoints : null;
  const top = self === null ? 0 : SELF_HEIGHT;
  const height = top + (bands.length === 0 ? 20 : 34);
  const spoken = self === null ? "" : ` ${t("scoring:self.value", { score: format.points(self / 1000) })}`;
  return (
    <svg
      className="viz scale"
      viewBox={`0 0 364 ${height}`}
      width="364"
      height={height}
      role="img"
      aria-label={`${t("scaleOwn", { max, score })}${spoken}`}
    >
      {self !== null && (
        <SelfMark x={toX(self)} label={t("scoring:self.mark", { score: format.points(self / 1000) })} />
      )}
      <g transform={`translate(0 ${top})`}>
        {bands.length === 0 && <rect className="mk3" x={LEFT} y="4" width={WIDTH} height="12" />}
        {bands.map((band) => (
          <g key={band.level}>
            <rect
              className={band.level === level ? "own" : "mk3"}
              x={toX(band.from)}
              y="4"
              width={Math.max(0, toX(band.to) - toX(band.from) - 1)}
              height="12"
            />
            <text
              className={band.level === level ? "tx1 b" : "tx3"}
              x={(toX(band.from) + toX(band.to)) / 2}
              y="29"
              textAnchor="middle"
            >
              {band.level}
            </text>
          </g>
        ))}
        {milliPoints !== null && (
          <>
            <line className="pens" x1={toX(milliPoints)} x2={toX(milliPoints)} y1="0" y2="20" strokeWidth="2" />
            <circle className="penf" cx={toX(milliPoints)} cy="10" r="5.5" />
          </>
        )}
      </g>
    </svg>
  );
}

/** The agency's own score: outlined, so that it never looks like a score that counts. */
function SelfMark({ x, label }: { x: number; label: string }) {
  const isTurned = x > SELF_TURN;
  return (
    <>
      <path className="self-mark" d={`M${x - 4.5} 7h9l-4.5 8z`} />
      <text className="tx3" x={isTurned ? x - 8 : x + 8} y="11" textAnchor={isTurned ? "end" : "start"}>
        {label}
      </text>
    </>
  );
}
