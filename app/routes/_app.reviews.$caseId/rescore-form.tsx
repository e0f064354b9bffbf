import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EMPTY_CHOICE } from "#domain/scoring/choice.ts";
import { isUnderWay, type PageCommands } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus, useRefusalSentence } from "#app/ui/command-status.tsx";
import { RadioOptions, TextArea } from "#app/ui/field.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";
import { type ChosenValue, readChoice } from "./read-choice.ts";
import { ValueFields } from "./value-fields.tsx";

type Rescore = NonNullable<CaseActs["rescore"]>;

const CONFIDENCES = [1, 2, 3, 4] as const;

const NOTHING_CHOSEN: ChosenValue = { kind: "number", level: null, points: "", picked: EMPTY_CHOICE };

/** The fresh reviewer's score: the scale applied to the evidence, before the panel's scores are shown. */
export function RescoreForm({ rescore, command }: { rescore: Rescore; command: PageCommands }) {
  const { t } = useTranslation(["review", "common", "outbox"]);
  const toSentence = useRefusalSentence();
  const { indicator, facts } = rescore;
  const [given, setGiven] = useState<ChosenValue>(NOTHING_CHOSEN);
  const [confidence, setConfidence] = useState<number | null>(null);
  const [justification, setJustification] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const chosen = readChoice(indicator, given);
  const isSent = isUnderWay(command.status);
  const seal = async (): Promise<void> => {
    if (isSent) return;
    setIsChecked(true);
    if ("problem" in chosen || confidence === null || justification.trim() === "") return;
    await command.submit({ type: "score.sealed", facts, value: { ...chosen, confidence }, text: { justification } });
  };
  useShortcuts([
    {
      id: "review.seal",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl", "Enter"],
      label: t("rescore.submit"),
      hint: t("keys.send"),
      run: () => void seal(),
    },
  ]);
  const problem = isChecked && "problem" in chosen ? toSentence(chosen.problem) : null;
  return (
    <section>
      <h2 className="h2">{t("rescore.title")}</h2>
      <div className="form mt2">
        <ValueFields indicator={indicator} given={given} onChange={setGiven} />
        <div aria-live="polite">{problem !== null && <p className="t12 bad">{problem}</p>}</div>
        <TextArea
          label={t("rescore.justification")}
          required
          rows={5}
          value={justification}
          onChange={(event) => setJustification(event.target.value)}
          error={isChecked && justification.trim() === "" ? t("common:field.required") : null}
        />
        <RadioOptions
          name="confidence"
          label={t("rescore.confidence")}
          onChange={(value) => setConfidence(Number(value))}
          error={isChecked && confidence === null ? t("common:field.required") : null}
          options={CONFIDENCES.map((value) => ({ value: String(value), label: String(value) }))}
        />
        <div className="row wrap">
          <Button
            variant="primary"
            icon="lock"
            shortcut="Ctrl Enter"
            disabledReason={isSent ? t("outbox:waiting") : null}
            onClick={() => void seal()}
          >
            {t("rescore.submit")}
          </Button>
          {command.status.state !== "recorded" && <CommandStatus status={command.status} onRetry={command.retry} />}
        </div>
      </div>
    </section>
  );
}
