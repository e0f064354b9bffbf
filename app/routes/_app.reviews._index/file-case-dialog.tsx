import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "@remix-run/react";
import { ulid } from "ulid";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { SelectField, TextArea } from "#app/ui/field.tsx";
import type { CaseGround } from "../../../server/services/review/case-line.ts";
import type { ContestableScore } from "../../../server/services/review/read-reviews.ts";

const GROUNDS: readonly CaseGround[] = [
  "evidence-overlooked",
  "evidence-misread",
  "rule-misapplied",
  "arithmetic",
  "procedure",
];

/** Asks for a review of one final score: a ground and what is asked. The case takes the command's id. */
export function FileCaseDialog({ score, onClose }: { score: ContestableScore; onClose: () => void }) {
  const { t } = useTranslation(["review", "common"]);
  const { status, submit, retry } = useCommand();
  const [ground, setGround] = useState<CaseGround>("evidence-overlooked");
  const [claim, setClaim] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  // One id for the whole dialog: a second press is the same request, not a second case.
  const command = useRef(ulid());
  const isTooShort = claim.trim().length < REASON_LENGTH_MIN;
  const isRecorded = status.state === "recorded";

  const file = async (): Promise<void> => {
    setIsChecked(true);
    if (isTooShort || score.facts === null) return;
    await submit({
      type: "case.opened",
      command: command.current,
      facts: { ...score.facts, case: command.current },
      value: { ground, decisionVersion: score.decisionVersion },
      text: { claim },
    });
  };

  const footer = isRecorded ? (
    <Link className="btn pri" to={`/reviews/${command.current}`}>
      {t("file.opened")}
    </Link>
  ) : (
    <>
      <Button variant="primary" onClick={() => void file()}>
        {t("file.submit")}
      </Button>
      <Button onClick={onClose}>{t("common:action.cancel")}</Button>
    </>
  );
  return (
    <Dialog isOpen onClose={onClose} title={t("file.title", { code: score.indicator.code })} footer={footer}>
      <div className="form">
        <SelectField
          label={t("file.ground")}
          value={ground}
          onChange={(event) => setGround(event.target.value as CaseGround)}
          options={GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))}
        />
        <TextArea
          label={t("file.claim")}
          hint={t("file.claimHint", { count: REASON_LENGTH_MIN })}
          required
          rows={6}
          value={claim}
          onChange={(event) => setClaim(event.target.value)}
          error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
        />
        <p className="cap">{t("file.mayFall")}</p>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </Dialog>
  );
}
