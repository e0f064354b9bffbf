import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { AgreementView } from "../../../server/services/agreement/agreement-view.ts";

/** What counts, what does not, and what the intervals can be computed again from. */
export function MethodSection({ view }: { view: AgreementView }) {
  const { t } = useTranslation("agreementPage");
  const format = useFormat();
  const { agreement, items, plan } = view;
  const { states } = agreement.panel;
  const { resampleCount, level, seed } = plan;
  const left = [
    states.notApplicable > 0 && t("states.notApplicable", { count: states.notApplicable }),
    states.blank > 0 && t("states.blank", { count: states.blank }),
    states.missing > 0 && t("states.missing", { count: states.missing }),
  ].filter((one) => one !== false);
  return (
    <section aria-labelledby="method">
      <h2 className="h2 mb1" id="method">
        {t("method")}
      </h2>
      <p className="t12 sec">{t("basis", { opened: items.opened, total: items.total })}</p>
      <p className="t12 sec mt1">
        {t("states.counted", { number: states.number, noEvidence: states.noEvidence })}{" "}
        {left.length > 0 && t("states.left", { list: left.join(", ") })}
      </p>
      {states.splitItemCount > 0 && (
        <p className="t12 warn mt1">{t("states.split", { count: states.splitItemCount })}</p>
      )}
      <p className="t12 sec mt1">
        {t("intervals", { count: resampleCount, level: format.percent(level, 0) })}{" "}
        <span className="mono seed">{seed}</span>
      </p>
    </section>
  );
}
