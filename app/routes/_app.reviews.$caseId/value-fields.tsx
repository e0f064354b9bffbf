import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { RadioOptions, TextField } from "#app/ui/field.tsx";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";
import { LevelOptions } from "./level-options.tsx";

type ValueKind = Exclude<ScoreValue["state"], "blank">;

const KINDS: readonly ValueKind[] = ["number", "not-applicable", "no-evidence"];

/** What stands in the fields: a level of the scale with points as typed, or one of the states without points. */
export interface ChosenValue {
  readonly kind: ValueKind;
  readonly level: number | null;
  readonly points: string;
}

export interface ValueFieldsProps {
  indicator: NonNullable<CaseActs["rescore"]>["indicator"];
  given: ChosenValue;
  onChange: (given: ChosenValue) => void;
}

export function ValueFields({ indicator, given, onChange }: ValueFieldsProps) {
  const { t } = useTranslation(["review", "common"]);
  const format = useFormat();
  const { rubric, stepMilliPoints } = indicator;
  const hasLevels = rubric?.kind === "grade" || rubric?.kind === "range";
  return (
    <>
      <RadioOptions
        name="kind"
        label={t("rescore.kind")}
        defaultValue="number"
        onChange={(value) => onChange({ ...given, kind: value as ValueKind })}
        options={KINDS.map((value) => ({
          value,
          label: value === "number" ? t("rescore.number") : t(`common:scoreState.${value}`),
        }))}
      />
      {given.kind === "number" && !hasLevels && <p className="cap">{t("rescore.noControl")}</p>}
      {given.kind === "number" && (
        <LevelOptions indicator={indicator} level={given.level} onChoose={(level) => onChange({ ...given, level })} />
      )}
      {given.kind === "number" && rubric?.kind === "range" && (
        <TextField
          label={t("rescore.points")}
          hint={t("rescore.step", { step: format.plain(stepMilliPoints / MILLI_POINTS_PER_POINT) })}
          inputMode="decimal"
          required
          value={given.points}
          onChange={(event) => onChange({ ...given, points: event.target.value })}
        />
      )}
    </>
  );
}
