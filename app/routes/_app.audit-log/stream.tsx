import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { useCssProperties } from "#app/ui/use-css-properties.ts";
import { CheckpointRow } from "./checkpoint-row.tsx";
import type { StreamLine } from "./list-lines.ts";
import { StreamRow } from "./stream-row.tsx";
import type { LogPages } from "./use-log-pages.ts";
import { useRowWindow } from "./use-row-window.ts";

/** How near the end older entries are asked for, rows. */
const AHEAD_ROWS = 60;

export interface StreamProps {
  box: RefObject<HTMLDivElement>;
  lines: readonly StreamLine[];
  pages: LogPages;
  selected: number | null;
  coveredSize: number;
  witnessCount: number;
  /** Checkpoints that this browser checked against the one before. */
  continued: ReadonlyMap<number, boolean>;
  /** Entries from this number on came while the person looked. */
  newFrom: number;
  isFiltered: boolean;
}

/** The entries, newest first; only the rows in view are in the page. */
export function Stream(props: StreamProps) {
  const { box, lines, pages, selected, coveredSize, witnessCount, continued, newFrom, isFiltered } = props;
  const { t } = useTranslation("log");
  const { from, to, rowHeight } = useRowWindow(box, lines.length);
  const { state, loadMore } = pages;
  const isNearEnd = to + AHEAD_ROWS >= lines.length && rowHeight > 0;
  useEffect(() => {
    if (isNearEnd && state === "idle") loadMore();
  }, [isNearEnd, state, loadMore]);
  // Focus stays on the chosen entry while the rows around it are drawn anew.
  const wasSelected = useRef(selected);
  useEffect(() => {
    if (wasSelected.current === selected) return;
    wasSelected.current = selected;
    box.current?.querySelector<HTMLElement>(`[data-seq="${selected}"]`)?.focus({ preventScroll: true });
  });
  if (lines.length === 0) return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  return (
    <div ref={box} className="scroll">
      <table className="tb t12 lt" aria-rowcount={pages.next === null ? lines.length + 1 : -1}>
        <caption className="sr">{t("stream")}</caption>
        <StreamHead />
        <tbody>
          <Spacer height={from * rowHeight} />
          {lines
            .slice(from, to)
            .map((line, offset) =>
              line.kind === "entry" ? (
                <StreamRow
                  key={line.row.seq}
                  row={line.row}
                  place={from + offset}
                  isSelected={line.row.seq === selected}
                  isCovered={line.row.seq < coveredSize}
                  isNew={line.row.seq >= newFrom}
                />
              ) : (
                <CheckpointRow
                  key={`checkpoint/${line.checkpoint.size}`}
                  checkpoint={line.checkpoint}
                  place={from + offset}
                  witnessCount={witnessCount}
                  isContinued={continued.get(line.checkpoint.size) ?? null}
                />
              ),
            )}
          <Spacer height={(lines.length - to) * rowHeight} />
        </tbody>
      </table>
      <StreamEnd pages={pages} isFiltered={isFiltered} />
    </div>
  );
}

function StreamHead() {
  const { t } = useTranslation("log");
  return (
    <thead className="stick">
      <tr aria-rowindex={1}>
        <th className="at">{t("column.time")}</th>
        <th className="r leaf">{t("column.leaf")}</th>
        <th className="ty">{t("column.type")}</th>
        <th className="who">{t("column.actor")}</th>
        <th className="about">{t("column.subject")}</th>
        <th className="what">{t("column.summary")}</th>
        <th className="r sum">{t("column.hash")}</th>
        <th className="c mark">{t("column.proof")}</th>
      </tr>
    </thead>
  );
}

/** How the stream goes on below what is loaded. */
function StreamEnd({ pages: { state, next, loadMore }, isFiltered }: { pages: LogPages; isFiltered: boolean }) {
  const { t } = useTranslation(["log", "common"]);
  return (
    <p className="cap stream-end" role="status">
      {state === "loading" && t("more")}
      {state === "failed" && (
        <>
          {t("moreFailed")}{" "}
          <Button size="sm" onClick={loadMore}>
            {t("common:action.retry")}
          </Button>
        </>
      )}
      {state === "idle" && next === null && t(isFiltered ? "endFound" : "end")}
    </p>
  );
}

/** Room of the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  const cell = useRef<HTMLTableCellElement>(null);
  useCssProperties(cell, { height: `${height}px` });
  if (height <= 0) return null;
  return (
    <tr className="spacer" aria-hidden="true">
      <td ref={cell} colSpan={8} />
    </tr>
  );
}
