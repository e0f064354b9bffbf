import { Suspense, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { isUnderWay } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { RichContent } from "./rich-content.ts";
import { toCites } from "./to-cites.ts";
import { useDesk } from "./use-desk.ts";
import { useDeskCommand } from "./use-desk-command.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

const RichText = patientLazy(() => import("./rich-text.tsx"));

/** A minority opinion that is being written. */
export interface BegunOpinion {
  /** Words that it begins with; null to begin with none. */
  readonly given: RichContent | null;
  /** The refused command that it takes the place of; null when it does not. */
  readonly resumed: string | null;
}

/** Writes a minority opinion on the final score that the page shows; annotations can be cited in it. */
export function OpinionForm({ begun, onClose }: { begun: BegunOpinion; onClose: () => void }) {
  const { t } = useTranslation(["opinion", "common", "outbox"]);
  const { item, notes } = useDesk().view;
  const { status, submit, retry } = useDeskCommand();
  const [content, setContent] = useState<RichContent>(begun.given ?? { text: "", citeIds: [] });
  const bound = toCites(content, notes);
  const isShort = bound.text.trim().length < REASON_LENGTH_MIN;
  const obstacle = isUnderWay(status) ? t("outbox:waiting") : isShort ? t("short", { count: REASON_LENGTH_MIN }) : null;
  const record = async (): Promise<void> => {
    if (obstacle !== null) return;
    const facts = { ...item.facts, expects: item.decisionVersion, cites: bound.cites };
    await submit({ type: "opinion.recorded", facts, value: {}, text: { opinion: bound.text } }, begun.resumed);
  };
  useWhenRecorded(status, onClose);
  const label = t("submit");
  useShortcuts([
    {
      id: "workbench.record",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl Enter"],
      label,
      hint: label,
      run: () => void record(),
    },
  ]);
  const onChange = useCallback((written: RichContent) => setContent(written), []);
  return (
    <div className="opinion-form">
      <p className="cap">{t("text")}</p>
      <Suspense fallback={<div className="ed ed-wait" />}>
        <RichText
          label={t("field")}
          field="draft"
          room={null}
          notes={notes}
          given={begun.given}
          hasFocus
          onChange={onChange}
        />
      </Suspense>
      <div className="row wrap mt2">
        <Button
          size="sm"
          variant="primary"
          shortcut="Ctrl Enter"
          disabledReason={obstacle}
          onClick={() => void record()}
        >
          {label}
        </Button>
        <Button size="sm" variant="quiet" onClick={onClose}>
          {t("common:action.cancel")}
        </Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </div>
  );
}
