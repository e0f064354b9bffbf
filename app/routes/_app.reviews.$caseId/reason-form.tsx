import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import type { PageCommands } from "#app/live/use-commands.ts";
import { Button, type ButtonVariant } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { TextArea } from "#app/ui/field.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";

export interface ReasonFormProps {
  /** The choice that the reason is for. */
  children: ReactNode;
  action: string;
  variant?: ButtonVariant;
  /** False where the act may go without a reason. */
  isRequired?: boolean;
  /** Why it cannot be sent now; null: it can. */
  disabledReason?: string | null;
  /** What stands beside the button. */
  note?: ReactNode;
  command: PageCommands;
  onSend: (reason: string) => Promise<unknown>;
}

/** A choice, its reason, and the button that sends both. The text stays when the server says no. */
export function ReasonForm(props: ReasonFormProps) {
  const { isRequired = true, disabledReason = null, command, onSend } = props;
  const { t } = useTranslation(["review", "common"]);
  const [reason, setReason] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const isTooShort = isRequired && reason.trim().length < REASON_LENGTH_MIN;
  const send = async (): Promise<void> => {
    setIsChecked(true);
    if (!isTooShort) await onSend(reason);
  };
  const isIdle = disabledReason === null && command.status.state !== "sending";
  useShortcuts([
    {
      id: "review.send",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl", "Enter"],
      label: props.action,
      hint: t("keys.send"),
      run: () => void (isIdle && send()),
    },
  ]);
  return (
    <div className="form mt2">
      {props.children}
      <TextArea
        label={t("reason")}
        required={isRequired}
        rows={3}
        hint={isRequired ? t("reasonHint", { count: REASON_LENGTH_MIN }) : undefined}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
      />
      <div className="row wrap">
        <Button
          variant={props.variant ?? "primary"}
          shortcut="Ctrl Enter"
          onClick={() => void send()}
          disabledReason={command.status.state === "sending" ? t("common:receipt.sending") : disabledReason}
        >
          {props.action}
        </Button>
        {props.note !== undefined && <span className="cap">{props.note}</span>}
      </div>
      {command.status.state !== "recorded" && <CommandStatus status={command.status} onRetry={command.retry} />}
    </div>
  );
}
