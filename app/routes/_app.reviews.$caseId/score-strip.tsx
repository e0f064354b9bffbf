import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { NamedScore } from "../../../server/services/review/case-scores.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";

const LEFT = 84;
const WIDTH = 276;
const TICKS = 4;

export interface ScoreStripProps {
  view: CaseView;
  panel: readonly NamedScore[];
  review: NamedScore;
}

/** The panel's points above, the fresh reviewer's below, on one scale. The list beside it says the same in words. */
export function ScoreStrip({ view, panel, review }: ScoreStripProps) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const max = view.indicator.maxMilliPoints;
  const toX = (milliPoints: number): number => LEFT + (milliPoints / max) * WIDTH;
  const ticks = Array.from({ length: TICKS + 1 }, (_, position) => (max * position) / TICKS);
  return (
    <svg className="viz" viewBox="0 0 380 84" width="380" height="84" aria-hidden="true">
      {ticks.map((at) => (
        <g key={at}>
          <line className="gr" x1={toX(at)} x2={toX(at)} y1="6" y2="66" />
          <text className="tx3" x={toX(at)} y="80" textAnchor="middle">
            {format.plain(at / MILLI_POINTS_PER_POINT)}
          </text>
        </g>
      ))}
      <text className="tx3" x="0" y="24">
        {t("panelShort", { panel: view.panelNumber })}
      </text>
      <text className="tx1 b" x="0" y="54">
        {t("reReviewSays")}
      </text>
      {panel.map(({ seq, value }, position) =>
        value.state === "number" ? (
          <circle key={seq} className="mk2" cx={toX(value.milliPoints)} cy={14 + (position % 3) * 7} r="5.5" />
        ) : null,
      )}
      {review.value.state === "number" && <circle className="mk" cx={toX(review.value.milliPoints)} cy="50" r="7" />}
    </svg>
  );
}
