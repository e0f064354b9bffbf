import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { TextArea } from "#app/ui/field.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import type { SubmissionView } from "../../../server/services/submission/submission-view.ts";

/** What the agency wrote instead of a document, and for the agency a place to write it. */
export function Explanation({ view }: { view: SubmissionView }) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  const [newest, ...earlier] = view.explanations;
  if (newest === undefined && view.add === null) return null;
  return (
    <section>
      <h2 className="h2">{t("explanation.title")}</h2>
      {newest !== undefined && (
        <>
          <p className="documents-reason">
            <FreeText text={newest.reason} />
          </p>
          <p className="cap">{t("explanation.at", { at: format.dayTime(newest.at) })}</p>
        </>
      )}
      {earlier.length > 0 && (
        <details>
          <summary className="cap">{t("explanation.earlier", { count: earlier.length })}</summary>
          {earlier.map(({ id, reason, at }) => (
            <p key={id} className="documents-reason sec">
              <FreeText text={reason} />{" "}
              <span className="muted">{t("explanation.at", { at: format.dayTime(at) })}</span>
            </p>
          ))}
        </details>
      )}
      {view.add !== null && <ExplanationForm view={view} supplement={view.add.supplement} />}
    </section>
  );
}

function ExplanationForm({ view, supplement }: { view: SubmissionView; supplement: string | null }) {
  const { t } = useTranslation(["documents", "common"]);
  const { status, submit, retry } = useCommand();
  const [reason, setReason] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const isTooShort = reason.trim().length < REASON_LENGTH_MIN;

  const send = async (): Promise<void> => {
    setIsChecked(true);
    if (isTooShort) return;
    const value = { explanation: ulid(), supplement };
    const answer = await submit({ type: "evidence.explained", facts: view.facts, value, text: { reason } });
    if (answer.state !== "recorded") return;
    setReason("");
    setIsChecked(false);
  };

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label={t("explanation.label")}
        hint={t("explanation.hint", { count: REASON_LENGTH_MIN })}
        rows={4}
        maxLength={4000}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
      />
      <div className="actions">
        <Button type="submit">{t("explanation.submit")}</Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}
