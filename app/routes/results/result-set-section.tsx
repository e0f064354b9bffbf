import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { ResultSet } from "../../../server/services/results/read-results.ts";
import { ResultDots } from "./result-dots.tsx";

/** Units that were ranked together: rank, name, value on one scale, and what was not published. */
export function ResultSetSection({ set, year }: { set: ResultSet; year: number }) {
  const { t } = useTranslation("public");
  const format = useFormat();
  const { rows, unitCount } = set;
  const rest = unitCount === null ? 0 : unitCount - rows.length;
  return (
    <section className="pub-set" aria-labelledby={`set-${rows.length}`}>
      <h2 id={`set-${rows.length}`}>
        {t("dti", { year })}
        {unitCount !== null && ` · ${t("ranked", { count: unitCount })}`}
      </h2>
      <table className="tb pub-table mt2">
        <thead>
          <tr>
            <th className="r">{t("rank")}</th>
            <th>{t("entity")}</th>
            <th>
              <span className="sr">{t("value")}</span>
            </th>
            <th className="r">{t("before", { year: year - 1 })}</th>
            <th className="r">{t("value")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.entityId}>
              <td className="r n muted">{row.rank === null ? <Absent /> : format.count(row.rank)}</td>
              <td className="med">{row.name[format.locale]}</td>
              <td className="dots-cell">
                <ResultDots row={row} year={year} />
              </td>
              <td className="r n sec">{row.before === null ? <Absent /> : format.indexValue(row.before / 10_000)}</td>
              <td className="r strong">
                {row.value === null ? (
                  <Absent />
                ) : (
                  <span className="n" data-s="published">
                    {format.indexValue(row.value / 10_000)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="cap mt2">{t("rest", { count: rest })}</p>}
    </section>
  );
}

function Absent() {
  const { t } = useTranslation("public");
  return (
    <span className="muted" title={t("notPublished")}>
      –<span className="sr"> {t("notPublished")}</span>
    </span>
  );
}
