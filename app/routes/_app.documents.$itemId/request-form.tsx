import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import type { HeadFacts } from "#domain/event/head.ts";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { TextArea, TextField } from "#app/ui/field.tsx";

/** Asks the agency for more until the end of a day, where the log is kept. */
export function RequestForm({ facts, now }: { facts: HeadFacts; now: string }) {
  const { t } = useTranslation(["documents", "common"]);
  const { status, submit, retry } = useCommand();
  const [day, setDay] = useState("");
  const [reason, setReason] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const until = day === "" ? "" : new Date(`${day}T23:59:59.000+07:00`).toISOString();
  const isPast = until <= now;
  const isTooShort = reason.trim().length < REASON_LENGTH_MIN;

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsChecked(true);
    if (isPast || isTooShort) return;
    const value = { supplement: ulid(), until };
    const answer = await submit({ type: "supplement.requested", facts, value, text: { reason } });
    if (answer.state === "recorded") setReason("");
  };

  return (
    <form className="form" noValidate aria-label={t("desk.ask")} onSubmit={(event) => void send(event)}>
      <TextArea
        label={t("desk.missing")}
        required
        rows={3}
        maxLength={4000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
      />
      <TextField
        label={t("desk.until")}
        type="date"
        required
        min={now.slice(0, 10)}
        value={day}
        onChange={(event) => setDay(event.target.value)}
        error={isChecked && isPast ? t("desk.untilMissing") : null}
      />
      <Button type="submit">{t("desk.ask")}</Button>
      <CommandStatus status={status} onRetry={retry} />
    </form>
  );
}
