import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { Keys } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";

const CHOICES = ["number", "not-applicable", "no-evidence"] as const;
type Choice = (typeof CHOICES)[number];

export interface ValueStateChoiceProps {
  readonly state: ScoreValue["state"];
  readonly onChange: (value: ScoreValue) => void;
}

/** A number, or one of the two other things that can be said of an indicator: neither is 0, nor nothing. */
export const ValueStateChoice = memo(function ValueStateChoice({ state, onChange }: ValueStateChoiceProps) {
  const { t } = useTranslation(["workbench", "common", "scoring"]);
  const name = useId();
  const chosen: Choice = state === "blank" ? "number" : state;
  const choose = (next: Choice): void => onChange(next === "number" ? { state: "blank" } : { state: next });
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
});
