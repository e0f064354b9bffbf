import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ERASURE_GROUNDS, type ErasureGround } from "#domain/event/erasure-events.ts";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus, useRefusalSentence } from "#app/ui/command-status.tsx";
import { SelectField, TextArea } from "#app/ui/field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { ErasureDraft as Draft } from "../../../server/services/erasure/erasure-view.ts";
import { EntryTable } from "./entry-table.tsx";

/** What would be erased, and the form that proposes it. */
export function ErasureDraft({ draft }: { draft: Draft }) {
  const { t } = useTranslation("erasure");
  const toSentence = useRefusalSentence();
  const { rows, identities, problem } = draft;
  return (
    <section aria-labelledby="draft">
      <h2 id="draft" className="h2">
        {t("draft.title")}
      </h2>
      {rows.length === 0 && identities.length === 0 ? <p className="sec mt2">{t("draft.empty")}</p> : null}
      {rows.length > 0 && <EntryTable rows={rows} />}
      {identities.length > 0 && (
        <div className="mt3">
          <h3 className="h3">{t("draft.identities")}</h3>
          <p className="mono t12 mt1">{identities.join(", ")}</p>
          <p className="cap mt1">{t("draft.identityNote")}</p>
        </div>
      )}
      {problem !== null && (
        <div className="mt3">
          <InlineAlert tone="warn" title={problem.about === null ? undefined : `${problem.about}:`}>
            {toSentence(problem.code)}
          </InlineAlert>
        </div>
      )}
      {problem === null && <ProposeForm draft={draft} />}
    </section>
  );
}

function ProposeForm({ draft }: { draft: Draft }) {
  const { t } = useTranslation(["erasure", "common"]);
  const { status, submit, retry } = useCommand();
  const [ground, setGround] = useState<ErasureGround>("consent-withdrawn");
  const [reason, setReason] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const isTooShort = reason.trim().length < REASON_LENGTH_MIN;
  const isSent = status.state === "sending" || status.state === "recorded";

  const propose = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsChecked(true);
    if (isTooShort || isSent) return;
    const value = { entries: [...draft.entries], identities: [...draft.identities], ground };
    await submit({ type: "erasure.proposed", facts: {}, value, text: { reason: reason.trim().normalize("NFC") } });
  };
  return (
    <form className="form erasures-form mt4" onSubmit={(event) => void propose(event)}>
      <SelectField
        label={t("draft.ground")}
        value={ground}
        onChange={(event) => setGround(event.target.value as ErasureGround)}
        options={ERASURE_GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))}
      />
      <TextArea
        label={t("draft.reason")}
        hint={t("draft.reasonHint", { count: REASON_LENGTH_MIN })}
        required
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
      />
      <div className="row wrap">
        <Button type="submit" variant="primary">
          {t("draft.submit")}
        </Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}
