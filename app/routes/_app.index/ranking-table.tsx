import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toTracePath } from "#app/ui/places.ts";
import { NumberState } from "#app/ui/number-state.tsx";
import type { IndexRow, IndexView } from "../../../server/services/index/index-view.ts";
import { DeviationBar, findLargestDeviation } from "./deviation-bar.tsx";

/** Every entity by rank, each with how it stands to the median in every main index. */
export function RankingTable({ view, selectedId }: { view: IndexView; selectedId: string | null }) {
  const { t } = useTranslation("index");
  const { locale } = useFormat();
  const { columns, round } = view;
  const deviationMax = findLargestDeviation(view);
  return (
    <div className="scroll">
      <table className="tb ixt">
        <thead className="stick">
          <tr>
            <th className="r">{t("rank")}</th>
            <th>{t("province")}</th>
            <th className="r">{t("dti", { year: round.year })}</th>
            <th className="r">{t("coverage")}</th>
            {round.previousYear !== null && <th className="r">{t("change", { year: round.previousYear })}</th>}
            {columns.map(({ code, name }) => (
              <th key={code} className="pc-head" title={name[locale]}>
                {name[locale]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.entityId} data-selected={row.entityId === selectedId ? "" : undefined}>
              <td className="r n strong">{row.rank ?? "–"}</td>
              <td className="med">
                <Link
                  className="ink"
                  to={`?entity=${encodeURIComponent(row.entityId)}`}
                  aria-current={row.entityId === selectedId ? "true" : undefined}
                  replace
                  preventScrollReset
                >
                  {row.name[locale]}
                </Link>
              </td>
              <td className="r strong">
                <IndexValue row={row} isPublished={view.isPublished} />
              </td>
              <Coverage row={row} />
              {round.previousYear !== null && <Change row={row} />}
              {columns.map((column, place) => (
                <td key={column.code} className="pc">
                  <DeviationBar column={column} value={row.mainIndices[place] ?? null} deviationMax={deviationMax} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A provisional value is under discussion; it leads to its trace all the same. */
export function IndexValue({ row, isPublished, isBig }: { row: IndexRow; isPublished: boolean; isBig?: boolean }) {
  const { t } = useTranslation("index");
  if (row.value === null) {
    return (
      <span className="n muted">
        –<span className="sr"> {t("noValue")}</span>
      </span>
    );
  }
  return (
    <NumberState
      value={row.value / 10_000}
      state={isPublished ? "published" : "open"}
      format="index"
      to={row.traceItemId === null ? undefined : toTracePath(row.traceItemId)}
      isBig={isBig}
    />
  );
}

function Coverage({ row }: { row: IndexRow }) {
  const format = useFormat();
  return (
    <td className={row.coverage === 10_000 ? "r n muted" : "r n warn"}>{format.percent(row.coverage / 10_000, 0)}</td>
  );
}

function Change({ row: { change } }: { row: IndexRow }) {
  const { t } = useTranslation("index");
  const format = useFormat();
  if (change === null || change.value === null) {
    return (
      <td className="r muted">
        –<span className="sr"> {t("noChange")}</span>
      </td>
    );
  }
  const reasons = change.breaks.map((reason) => t(`breaks.${reason}`)).join("; ");
  return (
    <td className="r sec n">
      {format.change(change.value / 10_000, 4)}
      {reasons !== "" && (
        <span className="break" title={`${t("breakMark")}: ${reasons}`}>
          <span aria-hidden="true"> //</span>
          <span className="sr">
            , {t("breakMark")}: {reasons}
          </span>
        </span>
      )}
    </td>
  );
}
