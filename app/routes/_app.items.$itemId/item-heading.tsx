import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useDesk } from "./use-desk.ts";

/** The indicator that the rail is about, and beside it what it is worth. */
export function ItemHeading({ children }: { children: ReactNode }) {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const { item } = useDesk().view;
  return (
    <div className="row b mb1">
      <h2 className="h2 clip" title={item.name[locale]}>
        {item.code} {item.shortName[locale]}
      </h2>
      {item.isSample && <span className="tag out">{t("sampleTag")}</span>}
      <span className="sp" />
      <span className="cap nowrap">{children}</span>
    </div>
  );
}
