import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { makeBands } from "./make-bands.ts";
import { listLevels } from "./rubric-section.tsx";
import { useDesk } from "./use-desk.ts";

const LEFT = 8;
const WIDTH = 348;

/** Where the own score stands on the levels; the chosen level is filled. */
export function BandScale({ milliPoints, level }: { milliPoints: number | null; level: number | null }) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const { item } = useDesk().view;
  const toX = (points: number): number => LEFT + (points / item.maxMilliPoints) * WIDTH;
  const bands = makeBands(listLevels(item), item.maxMilliPoints);
  const score = milliPoints === null ? t("noScore") : format.points(milliPoints / 1000);
  const max = format.plain(item.maxMilliPoints / 1000);
  return (
    <svg
      className="viz scale"
      viewBox="0 0 364 34"
      width="364"
      height="34"
      role="img"
      aria-label={t("scaleOwn", { max, score })}
    >
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
    </svg>
  );
}
