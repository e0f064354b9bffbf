import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { TextArea } from "#app/ui/field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { BatchView, MissingSealView } from "../../../server/services/process/read-batch.ts";

export interface OpeningDialogProps {
  batch: BatchView;
  act: "propose" | "confirm";
  onClose: () => void;
}

/** The two halves of an opening: the chair proposes, another person confirms. Both see what is missing. */
export function OpeningDialog({ batch, act, onClose }: OpeningDialogProps) {
  const { t } = useTranslation(["board", "common"]);
  const format = useFormat();
  const { status, submit, retry } = useCommand();
  const [reason, setReason] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const { propose, proposal, confirm, facts, mainIndex } = batch;
  const missing = (act === "propose" ? propose?.missing : proposal?.missing) ?? [];
  const isReasonMissing = act === "propose" && missing.length > 0 && reason.trim() === "";
  const isSent = status.state === "recorded" || (act === "propose" ? propose === null : confirm === null);

  const send = async (): Promise<void> => {
    setHasTried(true);
    if (isReasonMissing) return;
    if (act === "propose" && propose !== null) {
      await submit({ type: "batch.opening-proposed", facts, value: propose.value, text: { reason: reason.trim() } });
    }
    if (act === "confirm" && confirm !== null) {
      await submit({ type: "batch.opened", facts, value: confirm.value, text: {} });
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`opening.${act}Title`, { name: `${mainIndex.code} ${mainIndex.name[format.locale]}` })}
      footer={
        <>
          {!isSent && (
            <Button
              variant="office"
              disabledReason={status.state === "sending" ? t("common:receipt.sending") : null}
              onClick={() => void send()}
            >
              {t(`opening.${act}`)}
            </Button>
          )}
          <Button onClick={onClose}>{t(isSent ? "common:action.close" : "common:action.cancel")}</Button>
          <CommandStatus status={status} onRetry={retry} />
        </>
      }
    >
      <MissingSeals missing={missing} />
      {act === "confirm" && proposal !== null && proposal.reason !== "" && (
        <p className="mt2">{t("opening.reasonGiven", { reason: proposal.reason })}</p>
      )}
      {act === "confirm" && confirm !== null && (
        <p className="mt2">{t("opening.seals", { count: confirm.value.seals.length })}</p>
      )}
      {act === "propose" && missing.length > 0 && !isSent && (
        <div className="mt3">
          <TextArea
            label={t("opening.reason")}
            required
            rows={3}
            maxLength={4000}
            value={reason}
            error={hasTried && isReasonMissing ? t("opening.reasonMissing") : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
      )}
      <div className="mt3">
        <InlineAlert tone="blind" title={t("opening.consequence")}>
          {t("opening.twoPersons")}
        </InlineAlert>
      </div>
    </Dialog>
  );
}

/** Who has not sealed what, by pseudonym: one line an expert. */
function MissingSeals({ missing }: { missing: readonly MissingSealView[] }) {
  const { t } = useTranslation("board");
  const { locale } = useFormat();
  if (missing.length === 0) return <p>{t("opening.complete")}</p>;
  const letters = [...new Set(missing.map(({ letter }) => letter))].sort();
  return (
    <>
      <p className="strong">{t("opening.missing", { count: missing.length })}</p>
      <ul className="mt1">
        {letters.map((letter) => {
          const own = missing.filter((one) => one.letter === letter);
          const items = own.map(({ entityName, indicator }) => `${entityName[locale]} ${indicator}`).join(", ");
          return <li key={letter}>{t("opening.missingLine", { letter, items })}</li>;
        })}
      </ul>
    </>
  );
}
