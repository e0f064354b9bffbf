import { type KeyboardEvent, memo, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";

const NAMES = ["veryLow", "low", "fair", "high"] as const;

/** A step of confidence in words: `3, khá`. */
export function useConfidenceText(): (step: number) => string {
  const { t } = useTranslation("workbench");
  return (step) => `${step}, ${t(`confidenceStep.${NAMES[step - 1] ?? "veryLow"}`)}`;
}

export interface ConfidenceChoiceProps {
  readonly value: number | null;
  readonly onChange: (value: number) => void;
}

/** How sure the expert is, 1 to 4: a row of its own that says when it is missing. C, then the digit. */
export const ConfidenceChoice = memo(function ConfidenceChoice({ value, onChange }: ConfidenceChoiceProps) {
  const { t } = useTranslation(["workbench", "scoring"]);
  const toText = useConfidenceText();
  const name = useId();
  const ref = useRef<HTMLFieldSetElement>(null);
  const focus = (): void => {
    const radios = [...(ref.current?.querySelectorAll("input") ?? [])];
    (radios.find((radio) => radio.checked) ?? radios[0])?.focus();
  };
  const choose = (step: number): void => {
    onChange(step);
    ref.current?.querySelectorAll("input")[step - 1]?.focus();
  };
  useShortcuts([
    {
      id: "workbench.confidence",
      code: "KeyC",
      keys: ["C"],
      label: t("confidence"),
      hint: t("scoring:keys.confidence"),
      run: focus,
    },
    ...NAMES.map((_, at) => ({
      id: `workbench.confidence-${at + 1}`,
      code: `Digit${at + 1}`,
      after: "KeyC",
      keys: ["C", String(at + 1)],
      label: t("scoring:confidenceKey", { step: toText(at + 1) }),
      run: () => choose(at + 1),
    })),
  ]);
  // In the group a digit is a step, however long ago C was pressed.
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = /^Digit([1-4])$/.exec(event.code)?.[1];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    choose(Number(step));
  };
  return (
    <fieldset ref={ref} className="confidence" onKeyDown={onKeyDown}>
      <legend className="sr">{t("confidence")}</legend>
      <span className={value === null ? "row t12 warn" : "row t12 sec"} aria-hidden="true">
        <b className="med">{t("confidence")}</b> <Keys keys={["C"]} />
      </span>
      <span className="confidence-steps">
        {NAMES.map((step, at) => (
          <label key={step}>
            <input
              type="radio"
              name={name}
              checked={value === at + 1}
              data-focus={at === 0 ? "confidence" : undefined}
              onChange={() => onChange(at + 1)}
            />
            <span aria-hidden="true">
              <b>{at + 1}</b> {t(`confidenceStep.${step}`)}
            </span>
            <span className="sr">{toText(at + 1)}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
});
