import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PageCommands } from "#app/live/use-commands.ts";
import { RadioOptions } from "#app/ui/field.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";
import { ReasonForm } from "./reason-form.tsx";

/** The second officer approves exactly what was proposed, or returns it with a reason. */
export function DecideForm({ decide, command }: { decide: NonNullable<CaseActs["decide"]>; command: PageCommands }) {
  const { t } = useTranslation("review");
  const toText = useScoreText();
  const [isApproved, setIsApproved] = useState(true);
  const { expects: _version, ...facts } = decide.facts;
  const { proposal } = decide;
  const send = (reason: string) =>
    isApproved
      ? command.submit({
          type: "case.decision-approved",
          facts: decide.facts,
          value: { proposal, old: decide.old, new: decide.new },
          text: { reason },
        })
      : command.submit({ type: "case.decision-returned", facts, value: { proposal }, text: { reason } });
  return (
    <div className="slot act">
      <div className="row">
        <span className="p pS" aria-hidden="true">
          2
        </span>
        <b className="med">{t("yourTurn")}</b>
      </div>
      <ReasonForm
        action={t(isApproved ? "sign" : "sendBack")}
        variant={isApproved ? "primary" : "negative"}
        isRequired={!isApproved}
        note={t("newEvent", { score: toText(decide.old) })}
        command={command}
        onSend={send}
      >
        <RadioOptions
          name="opinion"
          label={t("opinion")}
          defaultValue="agree"
          onChange={(value) => setIsApproved(value === "agree")}
          options={[
            { value: "agree", label: t("agree") },
            { value: "return", label: t("return") },
          ]}
        />
      </ReasonForm>
    </div>
  );
}
