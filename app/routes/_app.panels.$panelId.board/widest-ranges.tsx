import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toItemPath } from "#app/ui/places.ts";
import type { BoardView } from "../../../server/services/board/read-board.ts";
import { DotStrip } from "./dot-strip.tsx";

const SHOWN = 8;

/** The items on which the panel differs most, as shares of their maximum. */
export function WidestRanges({ board }: { board: BoardView }) {
  const { t } = useTranslation("board");
  const format = useFormat();
  const wide = listWidest(board);
  return (
    <section>
      <div className="row b mb1">
        <h2 className="h2">{t("widest")}</h2>
        <span className="sp" />
        <span className="cap">{t("widestNote")}</span>
      </div>
      {wide.length === 0 && <p className="sec">{t("widestEmpty")}</p>}
      {wide.map(({ item, row, column }) => (
        <div key={item.itemId} className="spread-row">
          <span className="row gap1">
            <span className="clip med" title={row.name[format.locale]}>
              {row.name[format.locale]}
            </span>
            <span className="muted">{column.code}</span>
          </span>
          <DotStrip points={item.points} median={item.median} maxMilliPoints={column.maxMilliPoints} />
          <span className="r strong">{format.points((item.spread ?? 0) / 1000)}</span>
          <span className="r muted">/ {format.plain(column.maxMilliPoints / 1000)}</span>
          <Link to={toItemPath(item.itemId)} aria-label={`${t("openItem")} ${row.name[format.locale]} ${column.code}`}>
            {t("openItem")}
          </Link>
        </div>
      ))}
    </section>
  );
}

function listWidest({ rows, columns }: BoardView) {
  return rows
    .flatMap((row) =>
      row.items.flatMap((item, at) => {
        const column = columns[at];
        if (item === null || column === undefined || item.state !== "open" || !item.spread) return [];
        return [{ item, row, column, share: item.spread / column.maxMilliPoints }];
      }),
    )
    .sort((a, b) => b.share - a.share)
    .slice(0, SHOWN);
}
