import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import { findLevelRange } from "#domain/scoring/rubric.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";

export interface LevelOptionsProps {
  indicator: NonNullable<CaseActs["rescore"]>["indicator"];
  level: number | null;
  onChoose: (level: number) => void;
}

/** The scale's levels with what each asks for, lowest first. Choosing one fills in no points. */
export function LevelOptions({ indicator, level, onChoose }: LevelOptionsProps) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const { rubric, maxMilliPoints } = indicator;
  if (rubric?.kind !== "grade" && rubric?.kind !== "range") return null;
  return (
    <fieldset className="fieldset">
      <legend className="mb1">{t("rescore.level")}</legend>
      <div className="case-levels">
        {rubric.levels.map((one) => {
          const range = findLevelRange(rubric, one.level, maxMilliPoints);
          const [from, to] = [range?.fromMilliPoints ?? 0, range?.toMilliPoints ?? 0].map((milliPoints) =>
            format.plain(milliPoints / MILLI_POINTS_PER_POINT),
          );
          return (
            <label key={one.level} className="case-level">
              <input
                type="radio"
                name="level"
                value={one.level}
                checked={level === one.level}
                onChange={() => onChoose(one.level)}
              />
              <span className="col">
                <span className="med">
                  {one.name[format.locale]}{" "}
                  <span className="cap">
                    {from === to ? t("rescore.fixed", { value: from }) : t("rescore.range", { from, to })}
                  </span>
                </span>
                <span className="cap">{one.descriptor[format.locale]}</span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
