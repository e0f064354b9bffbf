import { useTranslation } from "react-i18next";

const STEPS = ["note", "sessions", "tell", "wait"] as const;

/** What to do about an act that its person never did. */
export function NotMine() {
  const { t } = useTranslation("receipts");
  return (
    <section aria-labelledby="not-mine">
      <h2 className="h2" id="not-mine">
        {t("notMine.title")}
      </h2>
      <p className="sec mt1">{t("notMine.text")}</p>
      <ol className="numbered mt1">
        {STEPS.map((step) => (
          <li key={step}>{t(`notMine.steps.${step}`)}</li>
        ))}
      </ol>
    </section>
  );
}
