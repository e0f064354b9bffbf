import { useTranslation } from "react-i18next";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { ScoreControl } from "./score-control.tsx";
import { listLevels } from "./rubric-section.tsx";
import { useDesk } from "./use-desk.ts";
import { ValueStateChoice } from "./value-state-choice.tsx";

/** The new value of a change: points by step, or a level where the level is the points. */
export function NewValueField({ value, onChange }: { value: ScoreValue; onChange: (value: ScoreValue) => void }) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const { item } = useDesk().view;
  if (item.rubric?.kind === "grade") {
    const levels = listLevels(item);
    return (
      <label className="value-state">
        <span className="sr">{t("level")}</span>
        <select
          className="input"
          value={value.state === "number" ? String(value.milliPoints) : ""}
          onChange={(event) => onChange({ state: "number", milliPoints: Number(event.target.value) })}
        >
          {value.state !== "number" && <option value="" />}
          {levels.map(({ level, from }) => (
            <option key={level} value={from}>
              {t("levelPoints", { level, points: format.points(from / 1000) })}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <>
      <ScoreControl isBig={false} value={value} startAt={0} onChange={onChange} />
      {value.state !== "number" && <ValueStateChoice value={value} onChange={onChange} />}
    </>
  );
}
