import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import { useDesk } from "./use-desk.ts";

/** What a fresh reviewer is asked: the agency's claim. The panel's scores and reasons are not in this page. */
export function CaseBrief() {
  const { t } = useTranslation(["workbench", "review"]);
  const format = useFormat();
  const { view } = useDesk();
  const task = view.case;
  if (task === null) return null;
  return (
    <div className="banner">
      <div>
        <p className="row">
          <Icon name="hidden" className="blind" />
          <b className="strong">{t("case.title", { number: task.number })}</b>
          <span className="sp" />
          <span className="t12">{format.deadline(task.dueAt, view.now)}</span>
        </p>
        <p className="t12 sec banner-text">{t("case.text")}</p>
        <p className="t12 mt2">
          <b className="strong">{t("case.claim")}</b> {task.claim}
        </p>
      </div>
    </div>
  );
}
