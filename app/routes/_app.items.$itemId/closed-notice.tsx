import { useTranslation } from "react-i18next";
import { InlineAlert } from "#app/ui/inline-alert.tsx";

/** Beside a text that was being written when the item closed: it cannot be sent any more, and is not lost. */
export function ClosedNotice() {
  const { t } = useTranslation("workbench");
  return (
    <InlineAlert tone="neutral" isLive title={t("closed.title")}>
      {t("closed.text")}
    </InlineAlert>
  );
}
