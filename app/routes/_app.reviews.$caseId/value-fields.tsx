import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { pickParts, pickRatio, togglePart } from "#domain/scoring/pick.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { RadioOptions, TextField } from "#app/ui/field.tsx";
import { PartsSection } from "#app/ui/parts-section.tsx";
import { RatioFields } from "#app/ui/ratio-fields.tsx";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";
import { LevelOptions } from "./level-options.tsx";
import type { ChosenValue, ValueKind } from "./read-choice.ts";

const KINDS: readonly ValueKind[] = ["number", "not-applicable", "no-evidence"];

export interface ValueFieldsProps {
  indicator: NonNullable<CaseActs["rescore"]>["indicator"];
  given: ChosenValue;
  onChange: (given: ChosenValue) => void;
}

export function ValueFields({ indicator, given, onChange }: ValueFieldsProps) {
  const { t } = useTranslation(["review", "common"]);
  const format = useFormat();
  const { rubric, stepMilliPoints } = indicator;
  const pick = (picked: ScoreChoice): void => onChange({ ...given, picked });
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
      {given.kind === "number" && (
        <LevelOptions indicator={indicator} level={given.level} onChoose={(level) => onChange({ ...given, level })} />
      )}
      {given.kind === "number" && rubric?.kind === "checklist" && (
        <PartsSection
          rubric={rubric}
          maxMilliPoints={indicator.maxMilliPoints}
          parts={given.picked.parts}
          onToggle={(code) => pick(togglePart(indicator, given.picked, code))}
          onNone={() => pick(pickParts(indicator, []))}
        />
      )}
      {given.kind === "number" && rubric?.kind === "ratio" && (
        <RatioFields
          rubric={rubric}
          ratio={given.picked.ratio}
          onChange={(ratio) => pick(pickRatio(indicator, ratio))}
        />
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
