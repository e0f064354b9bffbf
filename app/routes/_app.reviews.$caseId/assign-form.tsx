import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HeadFacts } from "#domain/event/head.ts";
import type { PageCommands } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { SelectField } from "#app/ui/field.tsx";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";

export interface AssignFormProps {
  facts: HeadFacts;
  reviewers: NonNullable<CaseActs["reviewers"]>;
  /** Somebody is assigned already. */
  isAgain: boolean;
  command: PageCommands;
}

/** An officer gives the case to one of the experts whose eyes are fresh. */
export function AssignForm({ facts, reviewers, isAgain, command }: AssignFormProps) {
  const { t } = useTranslation("review");
  const [chosen, setChosen] = useState("");
  const subject = reviewers.some((one) => one.actorId === chosen) ? chosen : reviewers[0]?.actorId;
  const assign = async (): Promise<void> => {
    if (subject === undefined) return;
    await command.submit({ type: "case.assigned", facts: { ...facts, subject }, value: {}, text: {} });
  };
  return (
    <section>
      <h2 className="h2">{t(isAgain ? "assign.again" : "assign.title")}</h2>
      {subject === undefined ? (
        <p className="cap mt1">{t("assign.none")}</p>
      ) : (
        <div className="form mt2">
          <SelectField
            label={t("assign.reviewer")}
            value={subject}
            onChange={(event) => setChosen(event.target.value)}
            options={reviewers.map(({ actorId, letter, panelNumber }) => ({
              value: actorId,
              label: t("scoreOf", { letter, panel: panelNumber }),
            }))}
          />
          <div className="row wrap">
            <Button variant={isAgain ? "plain" : "primary"} onClick={() => void assign()}>
              {t("assign.submit")}
            </Button>
            {command.status.state !== "recorded" && <CommandStatus status={command.status} onRetry={command.retry} />}
          </div>
        </div>
      )}
    </section>
  );
}
