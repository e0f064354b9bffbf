import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toBoardPath } from "#app/ui/places.ts";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { BoardView } from "../../../server/services/board/read-board.ts";
import { SHADE_SHARES } from "./to-shade.ts";

export const MEASURES = ["spread", "status", "score"] as const;
export type Measure = (typeof MEASURES)[number];
export const ROW_ORDERS = ["attention", "name"] as const;
export type RowOrder = (typeof ROW_ORDERS)[number];

export interface BoardToolsProps {
  board: BoardView;
  measure: Measure;
  onMeasure: (measure: Measure) => void;
  order: RowOrder;
  onOrder: (order: RowOrder) => void;
}

/** What the matrix shows, in which order, and what its colours mean. */
export function BoardTools({ board, measure, onMeasure, order, onOrder }: BoardToolsProps) {
  const { t } = useTranslation("board");
  return (
    <div className="mx-tools">
      {board.panels.length > 1 && (
        <SegmentedControl
          label={t("panels")}
          value={board.panel.panelId}
          segments={board.panels.map(({ panelId, number }) => ({
            value: panelId,
            label: t("panelNumber", { number }),
            to: toBoardPath(panelId),
          }))}
        />
      )}
      <SegmentedControl
        label={t("measure.label")}
        value={measure}
        segments={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onChange={(value) => onMeasure(value as Measure)}
      />
      <SegmentedControl
        label={t("order.label")}
        value={order}
        segments={ROW_ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChange={(value) => onOrder(value as RowOrder)}
      />
      <span className="sp" />
      <Legend hasProvisional={board.rows.some((row) => row.items.some((item) => item?.isProvisional === true))} />
    </div>
  );
}

function Legend({ hasProvisional }: { hasProvisional: boolean }) {
  const { t } = useTranslation(["board", "common"]);
  const format = useFormat();
  return (
    <div className="row wrap t11 sec mx-legend">
      <span>{t("legend")}</span>
      {SHADE_SHARES.map((share, index) => (
        <span key={share} className="row gap1">
          <i className={`sw c${index + 1}`} />
          <span className="sr">{t("upTo", { share: format.percent(share, 0) })}</span>
          <span aria-hidden="true">{format.percent(share, 0)}</span>
        </span>
      ))}
      <span className="row gap1">
        <i className="sw c5" />
        <span className="sr">{t("over", { share: format.percent(SHADE_SHARES.at(-1) ?? 0, 0) })}</span>
      </span>
      <span className="row gap1">
        <StateGlyph state="ready" hasText className="ok" />
        {t("legendReady")}
      </span>
      <span className="row gap1">
        <StateGlyph state="final" hasText />
        {t("legendFinal")}
      </span>
      {hasProvisional && (
        <span className="row gap1">
          <i className="sw prov-key" />
          {t("common:provisional")}
        </span>
      )}
      <span className="row gap1">
        <i className="sw sealed-key" />
        {t("legendBlind")}
      </span>
    </div>
  );
}
