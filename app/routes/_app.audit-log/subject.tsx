import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { LogSubject } from "../../../server/services/audit-log/log-view.ts";
import { ActorName } from "./actor-name.tsx";

/** What an act is about, in the fewest words. */
export function Subject({ subject }: { subject: LogSubject }) {
  const { t } = useTranslation("log");
  const { locale } = useFormat();
  const { entityId, entityName, indicator, panelNumber, person } = subject;
  const entity = entityName?.[locale] ?? entityId;
  const name = [entity, indicator].filter((word) => word !== null).join(" ");
  if (name !== "")
    return (
      <span className="clip med" title={name}>
        {name}
      </span>
    );
  if (panelNumber !== null) return <span className="clip med">{t("panel", { number: panelNumber })}</span>;
  return person === null ? null : <ActorName actor={person} />;
}
