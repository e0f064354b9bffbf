import { useTranslation } from "react-i18next";
import type { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { useDesk } from "./use-desk.ts";

export interface ReaffirmProps {
  readonly own: OwnScoreView;
  readonly command: ReturnType<typeof useCommand>;
  /** Something about the score is on its way. */
  readonly isWaiting: boolean;
}

/** A seal that was given before the evidence set was closed anew: its expert keeps it, or seals again. */
export function Reaffirm({ own, command, isWaiting }: ReaffirmProps) {
  const { t } = useTranslation(["documents", "outbox"]);
  const { view } = useDesk();
  const { facts, evidenceSet } = view.item;
  if (own.isOnEvidenceSet || evidenceSet === null || !view.rights.canSeal) return null;
  const keep = (): void => {
    if (isWaiting || command.status.state === "sending") return;
    void command.submit({
      type: "score.reaffirmed",
      facts: { ...facts, expects: own.version, evidenceSet },
      value: {},
      text: {},
    });
  };
  return (
    <section>
      <InlineAlert
        tone="warn"
        title={t("reaffirm.title")}
        actions={
          <Button size="sm" variant="primary" disabledReason={isWaiting ? t("outbox:waiting") : null} onClick={keep}>
            {t("reaffirm.keep")}
          </Button>
        }
      >
        {t("reaffirm.text")}
      </InlineAlert>
    </section>
  );
}
