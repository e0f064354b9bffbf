import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { toItemPath } from "#app/ui/places.ts";
import type { ItemListView } from "../../../server/services/workbench/workbench-view.ts";
import { useDesk } from "./use-desk.ts";
import { useIsRun } from "./use-is-run.ts";

/** How far a run is, and the way out of it; nothing outside a run. */
export function RunLine({ list }: { list: ItemListView }) {
  const { t } = useTranslation("queue");
  const { item } = useDesk().view;
  if (!useIsRun()) return null;
  const { entityPosition: position, entityTotal: total } = list;
  return (
    <p className="run-line cap">
      <span className="sp">{t("run.progress", { indicator: item.code, position, total })}</span>
      <Link to={toItemPath(item.id)} replace>
        {t("run.end")}
      </Link>
    </p>
  );
}
