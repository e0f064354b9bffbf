import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toDocumentsPath } from "#app/ui/places.ts";
import type { SubmissionItem } from "../../../server/services/submission/submission-view.ts";

/** An entity's items, each with its state and a way to its documents. */
export function ItemTable({ items }: { items: readonly SubmissionItem[] }) {
  const { t } = useTranslation("documents");
  return (
    <table className="tb m">
      <thead>
        <tr>
          <th scope="col">{t("column.indicator")}</th>
          <th scope="col" className="r">
            {t("column.documents")}
          </th>
          <th scope="col">{t("column.state")}</th>
          <th scope="col" className="desk-only">
            {t("column.until")}
          </th>
          <th scope="col" className="desk-only">
            {t("column.set")}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <ItemRow key={item.itemId} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function ItemRow({ item }: { item: SubmissionItem }) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  const isLate = item.state === "asked" || item.state === "lapsed";
  return (
    <tr>
      <td>
        <Link to={toDocumentsPath(item.itemId)}>
          {item.indicator} {item.name[format.locale]}
        </Link>
        {item.isSample && <em className="muted"> {t("sample")}</em>}
      </td>
      <td className="r">{t("count", { count: item.documents })}</td>
      <td className={isLate ? "warn" : undefined}>
        {t(`state.${item.state}`)}
        {item.isExplained && item.state === "to-check" && <span className="muted"> · {t("explained")}</span>}
      </td>
      <td className="sec desk-only">{item.askedUntil !== null && format.dayTime(item.askedUntil)}</td>
      <td className="sec desk-only">{item.isFrozen ? t("frozen") : t("notFrozen")}</td>
    </tr>
  );
}
