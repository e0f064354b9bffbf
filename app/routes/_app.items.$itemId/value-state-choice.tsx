import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { Keys } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";

const CHOICES = ["number", "not-applicable", "no-evidence"] as const;
type Choice = (typeof CHOICES)[number];

/** A number, or one of the two other things that can be said of an indicator: neither is 0, nor nothing. */
export function ValueStateChoice({ value, onChange }: { value: ScoreValue; onChange: (value: ScoreValue) => void }) {
  const { t } = useTranslation(["workbench", "common", "scoring"]);
  const name = useId();
  const chosen: Choice = value.state === "blank" ? "number" : value.state;
  const choose = (state: Choice): void => onChange(state === "number" ? { state: "blank" } : { state });
  const next = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length] ?? "number";
  useShortcuts([
    {
      id: "workbench.value-state",
      code: "KeyX",
      keys: ["X"],
      label: t("scoring:keys.valueState"),
      run: () => choose(next),
    },
  ]);
  const toText = (choice: Choice): string => (choice === "number" ? t("asNumber") : t(`common:scoreState.${choice}`));
  return (
    <fieldset className="value-states" aria-live="polite">
      <legend className="sr">{t("valueState")}</legend>
      {CHOICES.map((choice) => (
        <label key={choice}>
          <input type="radio" name={name} checked={choice === chosen} onChange={() => choose(choice)} />
          <span>{toText(choice)}</span>
        </label>
      ))}
      <Keys keys={["X"]} />
    </fieldset>
  );
}
