import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pointsToMilliPoints } from "#domain/scoring/milli-points.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useDesk } from "./use-desk.ts";

/** The field of a score: points as they are typed, and steps of the indicator up and down. */
export interface ScoreControlProps {
  readonly value: ScoreValue;
  readonly onChange: (value: ScoreValue) => void;
  /** Where the first step begins when there is no number yet; milli-points. */
  readonly startAt: number;
  /** The 28 px score of the blind state, else the field of a change. */
  readonly isBig: boolean;
}

export function ScoreControl({ value, onChange, startAt, isBig }: ScoreControlProps) {
  const { t } = useTranslation(["workbench", "common", "scoring"]);
  const format = useFormat();
  const { item } = useDesk().view;
  const { stepMilliPoints: step, maxMilliPoints: max } = item;
  const shown = value.state === "number" ? format.points(value.milliPoints / 1000) : "";
  const { text, type, endTyping, drop } = useTypedText(shown);
  const isDropped = useRef(false);
  const ref = useRef<HTMLInputElement>(null);
  useShortcuts([
    {
      id: "workbench.points",
      code: "KeyS",
      keys: ["S"],
      label: t("scoring:keys.points"),
      run: () => {
        ref.current?.focus();
        ref.current?.select();
      },
    },
  ]);
  const move = (by: number): void => {
    endTyping();
    const from = value.state === "number" ? value.milliPoints + by : startAt;
    // From a number beside the steps, the next step is the next multiple.
    const onStep = by > 0 ? Math.floor(from / step) * step : Math.ceil(from / step) * step;
    onChange({ state: "number", milliPoints: Math.min(max, Math.max(0, onStep)) });
  };
  const settle = (): void => {
    endTyping();
    if (isDropped.current) {
      isDropped.current = false;
      return;
    }
    const parsed = pointsToMilliPoints(text);
    if (text.trim() === "") onChange({ state: "blank" });
    else if (parsed.ok) onChange({ state: "number", milliPoints: parsed.milliPoints });
    else drop();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Both leave the field, so that single keys work again; Escape takes back what was typed.
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.currentTarget.blur();
    if (event.key === "Escape") {
      drop();
      isDropped.current = true;
      event.currentTarget.blur();
    }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      move(event.key === "ArrowUp" ? step : -step);
    }
  };
  return (
    <>
      <input
        ref={ref}
        data-focus="points"
        className={isBig ? "score-input big n" : "score-input input n"}
        inputMode="decimal"
        autoComplete="off"
        aria-label={t("score")}
        value={text}
        placeholder={isBig ? "–" : ""}
        onChange={(event) => type(event.target.value)}
        onBlur={settle}
        onKeyDown={onKeyDown}
      />
      {isBig && <span className="muted score-max">{t("common:outOf", { max: format.plain(max / 1000) })}</span>}
      <Steps step={step} onMove={move} />
    </>
  );
}

/** Text of the field: what is typed, else what is shown. Data loaded anew take nothing from under one's fingers. */
function useTypedText(shown: string) {
  const [text, setText] = useState(shown);
  const isTyping = useRef(false);
  useEffect(() => {
    if (!isTyping.current) setText(shown);
  }, [shown]);
  const type = (typed: string): void => {
    isTyping.current = true;
    setText(typed);
  };
  const endTyping = (): void => {
    isTyping.current = false;
  };
  const drop = (): void => {
    endTyping();
    setText(shown);
  };
  return { text, type, endTyping, drop };
}

/** One step down and up, by press and by the keys printed on them. */
function Steps({ step, onMove }: { step: number; onMove: (by: number) => void }) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const text = format.plain(step / 1000);
  const [down, up, hint] = [t("stepDown", { step: text }), t("stepUp", { step: text }), t("keys.step", { step: text })];
  useShortcuts([
    { id: "workbench.step-down", code: "BracketLeft", keys: ["["], label: down, hint, run: () => onMove(-step) },
    { id: "workbench.step-up", code: "BracketRight", keys: ["]"], label: up, hint, run: () => onMove(step) },
  ]);
  return (
    <span className="seg" role="group" aria-label={t("stepLabel", { step: text })}>
      <button type="button" aria-label={down} onClick={() => onMove(-step)}>
        <Icon name="minus" size="xs" />
        <Kbd>[</Kbd>
      </button>
      <button type="button" aria-label={up} onClick={() => onMove(step)}>
        <Kbd>]</Kbd>
        <Icon name="plus" size="xs" />
      </button>
    </span>
  );
}
