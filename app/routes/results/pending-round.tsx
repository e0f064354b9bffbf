import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { ResultsView } from "../../../server/services/results/read-results.ts";

/** The round under way: where it stands and what comes next, never a number of it. */
export function PendingRound({ pending }: { pending: NonNullable<ResultsView["pending"]> }) {
  const { t } = useTranslation("public");
  const format = useFormat();
  const { year, phase, dueAt, isSimulated } = pending;
  return (
    <div className="mb2">
      <InlineAlert tone="neutral" icon="clock" title={t("pending.title", { year })}>
        {t("pending.text", {
          phase: t(`pending.phase.${phase}`),
          due: dueAt === null ? "" : t("pending.due", { date: format.date(dueAt) }),
          next: t(`pending.next.${phase}`),
        })}
        {isSimulated && ` ${t("pending.simulated")}`}
      </InlineAlert>
    </div>
  );
}
