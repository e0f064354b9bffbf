import { useTranslation } from "react-i18next";
import { NO_DETAIL, type ScoreChoice } from "#domain/scoring/choice.ts";
import { pickParts, pickRatio, togglePart } from "#domain/scoring/pick.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import { PartsSection } from "#app/ui/parts-section.tsx";
import { RatioFields } from "#app/ui/ratio-fields.tsx";
import { ScoreControl } from "./score-control.tsx";
import { listLevels } from "./rubric-section.tsx";
import { useDesk } from "./use-desk.ts";
import { ValueStateChoice } from "./value-state-choice.tsx";

export interface NewValueProps {
  readonly chosen: ScoreChoice;
  readonly onChange: (choice: ScoreChoice) => void;
}

/** The new value of a change: points by step, a level where the level is the points, or what parts and counts make. */
export function NewValueField({ chosen, onChange }: NewValueProps) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const toText = useScoreText();
  const { item } = useDesk().view;
  const { value } = chosen;
  const change = (next: ScoreValue): void => onChange({ ...NO_DETAIL, value: next });
  if (item.rubric?.kind === "checklist" || item.rubric?.kind === "ratio") {
    return (
      <output className="t14 strong n" aria-label={t("score")}>
        {value.state === "blank" ? "–" : toText(value)}
      </output>
    );
  }
  if (item.rubric?.kind === "grade") {
    return (
      <label className="value-state">
        <span className="sr">{t("level")}</span>
        <select
          className="input"
          value={value.state === "number" ? String(value.milliPoints) : ""}
          onChange={(event) => change({ state: "number", milliPoints: Number(event.target.value) })}
        >
          {value.state !== "number" && <option value="" />}
          {listLevels(item).map(({ level, from }) => (
            <option key={level} value={from}>
              {t("levelPoints", { level, points: format.points(from / 1000) })}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return <ScoreControl isBig={false} value={value} startAt={0} onChange={change} />;
}

/** What the new value follows from, where that takes more room than a line; and the states that are no number. */
export function NewDetailFields({ chosen, onChange }: NewValueProps) {
  const { item } = useDesk().view;
  const { rubric } = item;
  const { value, parts, ratio } = chosen;
  return (
    <>
      {rubric?.kind === "checklist" && (
        <PartsSection
          rubric={rubric}
          maxMilliPoints={item.maxMilliPoints}
          parts={parts}
          onToggle={(code) => onChange(togglePart(item, chosen, code))}
          onNone={() => onChange(pickParts(item, []))}
        />
      )}
      {rubric?.kind === "ratio" && (
        <RatioFields rubric={rubric} ratio={ratio} onChange={(next) => onChange(pickRatio(item, next))} />
      )}
      <ValueStateChoice state={value.state} onChange={(next) => onChange({ ...NO_DETAIL, value: next })} />
    </>
  );
}
