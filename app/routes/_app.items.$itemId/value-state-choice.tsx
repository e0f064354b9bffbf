import { useTranslation } from "react-i18next";
import type { ScoreValue } from "#domain/scoring/value.ts";

type Choice = "number" | "not-applicable" | "no-evidence";

/** A number, or one of the two other things that can be said of an indicator. */
export function ValueStateChoice({ value, onChange }: { value: ScoreValue; onChange: (value: ScoreValue) => void }) {
  const { t } = useTranslation(["workbench", "common"]);
  const choose = (state: Choice): void => onChange(state === "number" ? { state: "blank" } : { state });
  return (
    <label className="value-state">
      <span className="sr">{t("valueState")}</span>
      <select
        className="input"
        value={value.state === "blank" ? "number" : value.state}
        onChange={(event) => choose(event.target.value as Choice)}
      >
        <option value="number">{t("asNumber")}</option>
        <option value="not-applicable">{t("common:scoreState.not-applicable")}</option>
        <option value="no-evidence">{t("common:scoreState.no-evidence")}</option>
      </select>
    </label>
  );
}
