import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import { useRootData } from "./use-root-data.ts";

/** On every page of a demonstration: its component indicators are samples. */
export function DemoBanner() {
  const { t } = useTranslation("shell");
  if (!useRootData()?.demo) return null;
  return (
    <aside className="demo-banner">
      <Icon name="alert" size="s" />
      <span>
        <b className="strong">{t("demo.title")}</b> {t("demo.text")}
      </span>
    </aside>
  );
}
