import { useId } from "react";
import { useTranslation } from "react-i18next";

const NAMES = ["veryLow", "low", "fair", "high"] as const;

/** A step of confidence in words: `3, khá`. */
export function useConfidenceText(): (step: number) => string {
  const { t } = useTranslation("workbench");
  return (step) => `${step}, ${t(`confidenceStep.${NAMES[step - 1] ?? "veryLow"}`)}`;
}

/** How sure the expert is, 1 to 4. */
export function ConfidenceChoice({ value, onChange }: { value: number | null; onChange: (value: number) => void }) {
  const { t } = useTranslation("workbench");
  const toText = useConfidenceText();
  const name = useId();
  return (
    <fieldset className="confidence row">
      <legend className="sr">{t("confidence")}</legend>
      <span className="cap" aria-hidden="true">
        {t("confidence")}
      </span>
      {NAMES.map((_, index) => (
        <label key={index} title={toText(index + 1)}>
          <input type="radio" name={name} checked={value === index + 1} onChange={() => onChange(index + 1)} />
          <span aria-hidden="true">{index + 1}</span>
          <span className="sr">{toText(index + 1)}</span>
        </label>
      ))}
      <span className="cap clip" aria-hidden="true">
        {value === null ? "" : t(`confidenceStep.${NAMES[value - 1] ?? "veryLow"}`)}
      </span>
    </fieldset>
  );
}
