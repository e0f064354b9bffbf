import { useTranslation } from "react-i18next";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { HistoryGap, HistoryView } from "../../../server/services/history/history-view.ts";
import { useStepTime } from "./use-step.ts";

/** Says that the text below is not known to be what stood at the shown moment, and what is known instead. */
export function GapNotice({ view, gap: { since, until } }: { view: HistoryView; gap: HistoryGap }) {
  const { t } = useTranslation("history");
  const getTime = useStepTime(view);
  const title = since === null ? t("gap.none") : t("gap.last", { time: getTime({ at: since }) });
  return (
    <InlineAlert tone="neutral" title={title}>
      {until === null ? t("gap.now") : t("gap.until", { time: getTime({ at: until }) })}
    </InlineAlert>
  );
}
