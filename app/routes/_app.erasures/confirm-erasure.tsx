import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import type { ErasureCard } from "../../../server/services/erasure/erasure-view.ts";

/** The second person's button; what it does cannot be undone, so it asks once more. */
export function ConfirmErasure({ card }: { card: ErasureCard }) {
  const { t } = useTranslation(["erasure", "common"]);
  const { status, submit, retry } = useCommand();
  const [isOpen, setIsOpen] = useState(false);

  const confirm = async (): Promise<void> => {
    const value = {
      proposal: card.seq,
      entries: [...card.entries],
      identities: [...card.identities],
      ground: card.ground,
    };
    const answer = await submit({ type: "erasure.confirmed", facts: {}, value, text: {} });
    if (answer.state === "recorded") setIsOpen(false);
  };
  return (
    <div className="row wrap mt3">
      <Button onClick={() => setIsOpen(true)}>{t("list.confirm")}</Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t("list.confirmTitle")}
        footer={
          <>
            <Button variant="negative" onClick={() => void confirm()}>
              {t("list.confirm")}
            </Button>
            <Button onClick={() => setIsOpen(false)}>{t("common:action.cancel")}</Button>
          </>
        }
      >
        <p>{t("list.confirmText")}</p>
        <p className="cap mt2">
          {t("list.entries", { count: card.entries.length })} ·{" "}
          {t("list.identities", { count: card.identities.length })}
        </p>
        <CommandStatus status={status} onRetry={retry} />
      </Dialog>
    </div>
  );
}
