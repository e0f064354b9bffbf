import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { FreeText } from "#app/ui/free-text.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { SupplementView } from "../../../server/services/submission/submission-view.ts";

/** What the support team asked for, newest first, and until when. */
export function SupplementList({ supplements }: { supplements: readonly SupplementView[] }) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  if (supplements.length === 0) return null;
  return (
    <section>
      <h2 className="h2">{t("request.title")}</h2>
      {supplements.map(({ id, state, until, askedAt, reason }) => (
        <InlineAlert
          key={id}
          tone={state === "closed" ? "neutral" : "warn"}
          icon="clock"
          title={t(`request.${state}`, { until: format.dayTime(until) })}
        >
          <span className="documents-reason">
            <FreeText text={reason} />
          </span>{" "}
          <span className="muted">{t("request.askedAt", { at: format.dayTime(askedAt) })}</span>
        </InlineAlert>
      ))}
    </section>
  );
}
