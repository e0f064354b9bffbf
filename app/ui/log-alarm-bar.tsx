import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import { endLogAlarm, type LogAlarm, readEvidence } from "../live/log-alarm.ts";
import { OutboxContext } from "../live/outbox/outbox-context.ts";
import { saveJson } from "../live/public-log.ts";
import { forgetKeptReceipt } from "../live/receipt-store.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { CheckboxField } from "./field.tsx";
import { Icon } from "./icon.tsx";

const STEPS = ["stay", "save", "call", "wait"] as const;

/** In place of the last line: the log does not match, and what to do about it. */
export function LogAlarmBar({ alarm, accountId }: { alarm: LogAlarm; accountId: string }) {
  const { t } = useTranslation("receipts");
  const [isOpen, setIsOpen] = useState(false);
  const { outbox } = useContext(OutboxContext);
  const save = async (): Promise<void> => {
    const evidence = await readEvidence(accountId);
    saveJson(`assay-log-alarm-${alarm.at.replaceAll(/[:.]/g, "-")}.json`, { ...alarm, evidence });
  };
  return (
    <>
      <footer className="foot bad">
        <div className="row wrap sp" role="alert">
          <Icon name="alert" size="xs" />
          <b className="strong">{t("alarm.title")}</b>
          <span className="frozen">{t("alarm.frozen")}</span>
        </div>
        <button type="button" onClick={() => void save()}>
          {t("alarm.save")}
        </button>
        <button type="button" onClick={() => setIsOpen(true)}>
          {t("alarm.what")}
        </button>
      </footer>
      <AlarmDialog
        alarm={alarm}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onSave={() => void save()}
        onEnd={() => {
          forgetKeptReceipt();
          endLogAlarm(accountId);
          void outbox?.wake();
        }}
      />
    </>
  );
}

interface AlarmDialogProps {
  alarm: LogAlarm;
  isOpen: boolean;
  onClose: () => void;
  onSave: () => void;
  onEnd: () => void;
}

function AlarmDialog({ alarm, isOpen, onClose, onSave, onEnd }: AlarmDialogProps) {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const [isAnswered, setIsAnswered] = useState(false);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("alarm.dialog")}
      footer={
        <>
          <Button variant="negative" icon="download" onClick={onSave}>
            {t("alarm.save")}
          </Button>
          {isAnswered && <Button onClick={onEnd}>{t("alarm.end")}</Button>}
        </>
      }
    >
      <p>
        <b className="strong">{t(`alarm.fault.${alarm.fault}`)}</b>{" "}
        {t("alarm.at", { time: format.dateTimeExact(alarm.at) })} {t("alarm.frozen")}
      </p>
      <ol className="numbered mt2">
        {STEPS.map((step) => (
          <li key={step}>{t(`alarm.steps.${step}`)}</li>
        ))}
      </ol>
      <div className="mt3">
        <CheckboxField
          label={t("alarm.answered")}
          checked={isAnswered}
          onChange={(event) => setIsAnswered(event.target.checked)}
        />
        {isAnswered && <p className="cap mt1">{t("alarm.endText")}</p>}
      </div>
    </Dialog>
  );
}
