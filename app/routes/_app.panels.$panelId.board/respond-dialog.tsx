import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { TextField } from "#app/ui/field.tsx";
import type { BatchView } from "../../../server/services/process/read-batch.ts";

/** 17:00 in Việt Nam: the end of an office day. */
const END_OF_DAY = "T10:00:00.000Z";
const DAY_MS = 86_400_000;
const RESPONSE_DAYS = 10;

const toDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

export interface RespondDialogProps {
  batch: BatchView;
  /** The loader's clock, UTC instant. */
  now: string;
  onClose: () => void;
}

/** The officer sends a batch whose items are all final to the agencies, until a day that they choose. */
export function RespondDialog({ batch, now, onClose }: RespondDialogProps) {
  const { t } = useTranslation(["board", "common"]);
  const { locale } = useFormat();
  const { status, submit, retry } = useCommand();
  const [day, setDay] = useState(() => toDay(Date.parse(now) + RESPONSE_DAYS * DAY_MS));
  const [hasTried, setHasTried] = useState(false);
  const dueAt = `${day}${END_OF_DAY}`;
  const isDayWrong = !/^\d{4}-\d\d-\d\d$/.test(day) || dueAt <= now;
  const { respond, facts, mainIndex } = batch;
  const isSent = status.state === "recorded" || respond === null;

  const send = async (): Promise<void> => {
    setHasTried(true);
    if (isDayWrong || respond === null) return;
    await submit({ type: "batch.phase-moved", facts, value: { ...respond, dueAt }, text: {} });
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("respond.title", { name: `${mainIndex.code} ${mainIndex.name[locale]}` })}
      footer={
        <>
          {!isSent && (
            <Button
              variant="office"
              disabledReason={status.state === "sending" ? t("common:receipt.sending") : null}
              onClick={() => void send()}
            >
              {t("respond.submit")}
            </Button>
          )}
          <Button onClick={onClose}>{t(isSent ? "common:action.close" : "common:action.cancel")}</Button>
          <CommandStatus status={status} onRetry={retry} />
        </>
      }
    >
      <p className="mb3">{t("respond.text")}</p>
      {!isSent && (
        <TextField
          type="date"
          required
          label={t("respond.dueDate")}
          hint={t("respond.hint")}
          min={toDay(Date.parse(now) + DAY_MS)}
          value={day}
          error={hasTried && isDayWrong ? t("respond.noDate") : null}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      )}
    </Dialog>
  );
}
