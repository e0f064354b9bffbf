import { useTranslation } from "react-i18next";
import { LinkButton } from "#app/ui/button.tsx";
import { Page } from "#app/ui/context-bar.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { useFormat } from "#app/i18n/use-format.ts";
import type { BarredView } from "../../../server/services/workbench/workbench-view.ts";

/** A member who may not work on this item is told why, and what they can do. */
export function Barred({ view }: { view: BarredView }) {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const { entityName, code, name, panelNumber, reason } = view;
  const isConflict = reason === "conflict";
  return (
    <Page
      crumbs={[
        { label: t("panel", { number: panelNumber }), to: "/board" },
        { label: entityName[locale], to: "/queue" },
        { label: `${code} ${name[locale]}` },
      ]}
    >
      <div className="plain">
        <h1 className="h1">{t(`barred.${reason}.title`, { entity: entityName[locale] })}</h1>
        <div className="mt3">
          <InlineAlert tone="blind">{t(`barred.${reason}.text`)}</InlineAlert>
        </div>
        <div className="row mt4">
          <LinkButton to="/interests" variant={isConflict ? "plain" : "primary"}>
            {t(isConflict ? "barred.see" : "barred.declare")}
          </LinkButton>
          <LinkButton to="/queue">{t("barred.queue")}</LinkButton>
        </div>
      </div>
    </Page>
  );
}
