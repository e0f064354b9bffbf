import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { type PageFormat, useFormat } from "#app/i18n/use-format.ts";
import { toPersonClass } from "#app/ui/person-chip.tsx";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { BoardColumn } from "../../../server/services/board/read-board.ts";
import type { BoardItem } from "../../../server/services/board/read-board-items.ts";
import type { Measure } from "./board-tools.tsx";
import { toShade } from "./to-shade.ts";

export interface BoardCellProps {
  item: BoardItem;
  entity: string;
  column: BoardColumn;
  measure: Measure;
  to: string;
  /** Members who have this item open now. */
  peers: readonly PeerPresence[];
  /** Its place, for moving the focus. */
  cell: string;
  isTabStop: boolean;
  onFocus: () => void;
}

/** One item of the matrix: the shade is the range, the number is printed, a blind one shows a count only. */
export function BoardCell({ item, entity, column, measure, to, peers, cell, isTabStop, onFocus }: BoardCellProps) {
  const format = useFormat();
  const label = useCellLabel();
  const className = { recused: "fin", blind: "bl", final: "fin", disputed: "dis", ready: "c0", open: "" }[item.state];
  const shade = measure === "spread" && item.state === "open" ? `c${toShade(item.spread, column.maxMilliPoints)}` : "";
  return (
    <Link
      to={to}
      className={`${className} ${shade} ${item.isProvisional ? "prov" : ""}`.trim()}
      aria-label={label(item, { entity, code: column.code }, format)}
      data-cell={cell}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
    >
      <CellContent item={item} measure={measure} />
      {peers.length > 0 && (
        <span className="here" aria-hidden="true">
          {peers.map(({ clientId, user }) => (
            <i
              key={clientId}
              className={toPersonClass({ role: user.role === "chair" ? "chair" : "expert", letter: user.letter })}
            />
          ))}
        </span>
      )}
    </Link>
  );
}

function CellContent({ item, measure }: { item: BoardItem; measure: Measure }) {
  const format = useFormat();
  const writeValue = useValueText();
  switch (item.state) {
    case "recused":
      return <StateGlyph state="recused" hasText />;
    case "blind":
      return <span>{item.seals === null ? "–" : `${item.seals.given}/${item.seals.due}`}</span>;
    case "disputed":
      return (
        <>
          <StateGlyph state="dispute" hasText />
          {measure === "score" && item.final && writeValue(item.final)}
        </>
      );
    case "final":
      if (measure === "score" && item.final) return <>{writeValue(item.final)}</>;
      return <StateGlyph state="final" hasText />;
    case "ready":
      return (
        <>
          <StateGlyph state="ready" hasText />
          {measure !== "status" && toPoints(format, measure === "score" ? item.median : item.spread)}
        </>
      );
    case "open":
      if (measure === "status") return <StateGlyph state="open" hasText />;
      return <>{toPoints(format, measure === "score" ? item.median : item.spread)}</>;
  }
}

const toPoints = (format: PageFormat, milliPoints: number | null): string =>
  milliPoints === null ? "–" : format.points(milliPoints / 1000);

/** A value in a narrow place: points, or its state in a word. */
function useValueText(): (value: ScoreValue) => string {
  const { t } = useTranslation("board");
  const format = useFormat();
  return (value) =>
    value.state === "number" ? format.points(value.milliPoints / 1000) : t(`valueShort.${value.state}`);
}

function useCellLabel() {
  const { t } = useTranslation(["board", "common"]);
  return (item: BoardItem, where: { entity: string; code: string }, format: PageFormat): string => {
    const range = toPoints(format, item.spread);
    switch (item.state) {
      case "blind":
        if (item.seals === null) return t("cell.blind", where);
        return t("cell.sealed", { ...where, sealed: item.seals.given, total: item.seals.due });
      case "open":
        return item.spread === null ? t("cell.noSpread", where) : t("cell.spread", { ...where, range });
      case "ready":
        return t("cell.ready", { ...where, range });
      case "final": {
        const { final } = item;
        if (final === null) return t("cell.final", { ...where, value: "" }).trim();
        const value = final.state === "number" ? format.points(final.milliPoints / 1000) : t(`value.${final.state}`);
        const text = t("cell.final", { ...where, value });
        return item.isProvisional ? `${text}, ${t("common:provisional")}` : text;
      }
      case "disputed":
      case "recused":
        return t(`cell.${item.state}`, where);
    }
  };
}
