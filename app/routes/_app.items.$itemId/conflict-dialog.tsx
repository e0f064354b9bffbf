import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";

export interface ConflictDialogProps {
  readonly title: string;
  /** What the person sent. */
  readonly mine: ReactNode;
  /** What is recorded; null while the page does not have it yet. */
  readonly standing: ReactNode | null;
  /** Sends the own one again, upon what stands; null where it would change nothing. */
  readonly onKeep: (() => void) | null;
  readonly onTake: () => void;
}

/**
 * A command that was refused because its person had changed the same thing elsewhere: both are shown, and the person
 * chooses. Closed without a choice it stays in the outbox, and a line leads back to it.
 */
export function ConflictDialog({ title, mine, standing, onKeep, onTake }: ConflictDialogProps) {
  const { t } = useTranslation("conflict");
  const [isOpen, setIsOpen] = useState(true);
  const isKnown = standing !== null;
  return (
    <>
      {!isOpen && (
        <div className="mt2">
          <InlineAlert
            tone="neutral"
            isLive
            title={title}
            actions={
              <Button size="sm" onClick={() => setIsOpen(true)}>
                {t("see")}
              </Button>
            }
          />
        </div>
      )}
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={title}
        footer={
          <>
            {onKeep !== null && (
              <Button variant="primary" disabledReason={isKnown ? null : t("loading")} onClick={onKeep}>
                {t("keep")}
              </Button>
            )}
            <Button disabledReason={isKnown ? null : t("loading")} onClick={onTake}>
              {t("take")}
            </Button>
          </>
        }
      >
        <p>{t("text")}</p>
        <dl className="both mt2">
          <div className="unsent">
            <dt className="cap">{t("mine")}</dt>
            <dd>{mine}</dd>
          </div>
          <div>
            <dt className="cap">{t("standing")}</dt>
            <dd>{standing ?? t("loading")}</dd>
          </div>
        </dl>
      </Dialog>
    </>
  );
}
