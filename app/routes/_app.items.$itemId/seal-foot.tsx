import type { MutableRefObject } from "react";
import { useTranslation } from "react-i18next";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { checkScore } from "#domain/scoring/check-score.ts";
import type { useCommand } from "#app/live/use-commands.ts";
import { usePending } from "#app/live/outbox/outbox-context.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { useAnnounce } from "#app/ui/live-region.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { RichTextApi } from "./rich-text.tsx";
import { toCites } from "./to-cites.ts";
import { useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

export interface SealFootProps {
  readonly ballot: DraftBallot;
  readonly editor: MutableRefObject<RichTextApi | null>;
  readonly command: ReturnType<typeof useCommand>;
  readonly onSealed: () => void;
  /** Null unless a standing seal is being replaced. */
  readonly onCancel: (() => void) | null;
}

/** Seals the score and hands it in; says why not, where it cannot. */
export function SealFoot({ ballot, editor, command, onSealed, onCancel }: SealFootProps) {
  const { t } = useTranslation(["workbench", "common"]);
  const { view } = useDesk();
  const { status, submit } = command;
  const announce = useAnnounce();
  const missing = useObstacle(ballot);
  const isReview = view.stage === "re-review";
  const seal = async (): Promise<void> => {
    const content = editor.current?.read();
    if (missing !== null || content === undefined || ballot.confidence === null || status.state === "sending") return;
    if (content.text === "") {
      announce(t("cannotSeal.justification"), "assertive");
      editor.current?.focus();
      return;
    }
    const { facts, rubricHash, evidenceSet } = view.item;
    await submit({
      type: "score.sealed",
      facts: {
        ...facts,
        expects: view.ownVersion,
        rubric: rubricHash,
        ...(evidenceSet === null ? {} : { evidenceSet }),
        cites: toCites(content.citeIds, view.notes),
      },
      value: { ...ballot, confidence: ballot.confidence },
      text: { justification: content.text },
    });
  };
  useWhenRecorded(status, onSealed);
  const label = t(isReview ? "keys.submit" : "keys.seal");
  useShortcuts([
    {
      id: "workbench.seal",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl Enter"],
      label,
      hint: label,
      run: () => void seal(),
    },
  ]);
  return (
    <div className="rail-foot">
      <SealStatus command={command} />
      <div className="row">
        <Button
          variant="primary"
          icon="lock"
          shortcut="Ctrl Enter"
          disabledReason={missing}
          onClick={() => void seal()}
        >
          {t(isReview ? "submitReview" : "seal")}
        </Button>
        {onCancel !== null && <Button onClick={onCancel}>{t("common:action.cancel")}</Button>}
        <span className="cap nowrap">{missing ?? t(isReview ? "reviewOnce" : "withdrawable")}</span>
      </div>
    </div>
  );
}

/** How the last seal went; a ballot that changed elsewhere keeps what was typed here. */
function SealStatus({ command: { status, retry } }: Pick<SealFootProps, "command">) {
  const { t } = useTranslation("workbench");
  if (status.state === "idle") return null;
  const isConflict = status.state === "refused" && status.code === "score.version-conflict";
  return (
    <div className="mb2">
      {isConflict ? (
        <InlineAlert tone="neutral" isLive title={t("sealConflict.title")}>
          {t("sealConflict.text")}
        </InlineAlert>
      ) : (
        <CommandStatus status={status} onRetry={retry} />
      )}
    </div>
  );
}

/** What is still missing, as a sentence; null when the score can be sealed. */
function useObstacle(ballot: DraftBallot): string | null {
  const { t } = useTranslation(["workbench", "outbox"]);
  const { value, level, confidence } = ballot;
  const { item } = useDesk().view;
  // One seal at a time: the next would be one that replaces a seal that nobody has seen.
  const isWaiting = usePending(item.id, "score.sealed").some(({ status }) => status.state !== "refused");
  const hasLevels = item.rubric?.kind === "range" || item.rubric?.kind === "grade";
  if (isWaiting) return t("outbox:waiting");
  if (value.state === "number" && hasLevels && level === null) return t("cannotSeal.level");
  if (value.state === "blank") return t(level === null && hasLevels ? "cannotSeal.level" : "cannotSeal.score");
  if (checkScore({ indicator: item, ...ballot }).length > 0) return t("cannotSeal.outside");
  return confidence === null ? t("cannotSeal.confidence") : null;
}
