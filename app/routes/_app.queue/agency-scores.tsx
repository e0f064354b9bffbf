import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { toDocumentsPath, toTracePath } from "#app/ui/places.ts";
import type { AgencyItem, AgencyQueue } from "../../../server/services/queue/read-queue.ts";
import { ScoreText } from "./item-scores.tsx";

/** An agency's own items, with final scores from the response phase on, and the way to contest them. */
export function AgencyScores({ queue }: { queue: AgencyQueue }) {
  const { t } = useTranslation("queue");
  const { locale } = useFormat();
  if (queue.items.length === 0) {
    return <EmptyState title={t("agency.empty.title")}>{t("agency.empty.text")}</EmptyState>;
  }
  return (
    <div className="start-page">
      <div className="row wrap mb3">
        <div className="sp">
          <h1 className="h1">{t("agency.title", { entity: queue.entityName[locale] })}</h1>
          <p className="sec">{t("agency.text")}</p>
        </div>
        <LinkButton to="/reviews">{t("agency.reviews")}</LinkButton>
      </div>
      <table className="tb m">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{t("column.code")}</span>
            </th>
            <th scope="col">{t("column.indicator")}</th>
            <th scope="col" className="r">
              {t("agency.final")}
            </th>
            <th scope="col" className="desk-only">
              {t("column.state")}
            </th>
          </tr>
        </thead>
        <tbody>
          {queue.items.map((item) => (
            <AgencyRow key={item.itemId} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AgencyRow({ item }: { item: AgencyItem }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const { final, isUnderReview, contestBy } = item;
  return (
    <tr>
      <td className="sec">{item.indicator}</td>
      <td className="wrap">
        <Link to={toDocumentsPath(item.itemId)}>{item.name[format.locale]}</Link>
        {item.isSample && <em className="muted"> {t("sample")}</em>}
      </td>
      <td className="r">
        {final === null ? (
          <span className="muted">{t("agency.none")}</span>
        ) : (
          <>
            <ScoreText value={final} state={isUnderReview ? "disputed" : "final"} to={toTracePath(item.itemId)} />
            <span className="muted"> / {format.plain(item.maxMilliPoints / 1000)}</span>
          </>
        )}
      </td>
      <td className="sec desk-only">
        {isUnderReview && t("agency.underReview")}
        {contestBy !== null && (
          <>
            {t("agency.contest", { at: format.dayTime(contestBy) })} ·{" "}
            <Link to="/reviews">{t("agency.contestLink")}</Link>
          </>
        )}
      </td>
    </tr>
  );
}
