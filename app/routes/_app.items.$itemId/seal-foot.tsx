import { type MutableRefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { type useCommand, useLastStatus } from "#app/live/use-commands.ts";
import type { OutboxRow } from "#app/live/outbox/outbox-rows.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { useAnnounce } from "#app/ui/live-region.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { listUncited } from "./criteria-strip.tsx";
import { FOCUS_OF, findMissing, type MissingPart } from "./find-missing.ts";
import type { RichTextApi } from "./rich-text.tsx";
import { toCites } from "./to-cites.ts";
import { useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

export interface SealFootProps {
  readonly ballot: DraftBallot;
  readonly editor: MutableRefObject<RichTextApi | null>;
  readonly command: ReturnType<typeof useCommand>;
  /** The seal that is on its way: the next would be one that replaces a seal that nobody has seen. */
  readonly awaited: OutboxRow | null;
  readonly onSealed: () => void;
  /** Null unless a standing seal is being replaced. */
  readonly onCancel: (() => void) | null;
}

/** Seals the score and hands it in; says why not, where it cannot. */
export function SealFoot({ ballot, editor, command, awaited, onSealed, onCancel }: SealFootProps) {
  const { t } = useTranslation(["workbench", "common", "scoring", "outbox"]);
  const { view } = useDesk();
  const { status, submit } = command;
  const announce = useAnnounce();
  const tell = useKeyNotice();
  const foot = useRef<HTMLDivElement>(null);
  const [isTried, setTried] = useState(false);
  // Without the editor nobody knows what is in it; the press says so when it is empty.
  const missing = findMissing(view.item, ballot, true);
  const toText = (part: MissingPart): string => t(`scoring:missing.${part}`);
  const isReview = view.stage === "re-review";
  const seal = async (): Promise<void> => {
    const content = editor.current?.read();
    if (awaited !== null || status.state === "sending") return;
    const [first, ...rest] = findMissing(view.item, ballot, content !== undefined && content.text !== "");
    setTried(true);
    if (first !== undefined) {
      announce(t("scoring:missing.all", { parts: [first, ...rest].map(toText).join(", ") }), "assertive");
      focusPart(foot.current?.closest<HTMLElement>(".rail") ?? null, first, editor);
      return;
    }
    if (content === undefined || ballot.confidence === null) return;
    const { facts, rubricHash: rubric, evidenceSet } = view.item;
    const { text, cites } = toCites(content, view.notes);
    const upon = { expects: view.ownVersion, rubric, cites, ...(evidenceSet === null ? {} : { evidenceSet }) };
    await submit({
      type: "score.sealed",
      facts: { ...facts, ...upon },
      value: { ...ballot, confidence: ballot.confidence },
      text: { justification: text },
    });
  };
  useWhenRecorded(status, onSealed);
  const uncited = isTried ? listUncited(view, editor.current?.read().citeIds ?? []) : [];
  const label = t(isReview ? "keys.submit" : "keys.seal");
  useShortcuts([
    {
      id: "workbench.seal",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl Enter"],
      label,
      hint: label,
      run: () => (awaited === null ? void seal() : tell(t("outbox:waiting"))),
    },
  ]);
  return (
    <div className="rail-foot" ref={foot}>
      <SealStatus command={command} awaited={awaited} />
      {isTried && awaited === null && missing.length === 0 && <UncitedWarning codes={uncited} />}
      <div className="row">
        <Button
          variant="primary"
          icon="lock"
          shortcut="Ctrl Enter"
          disabledReason={awaited === null ? null : t("outbox:waiting")}
          onClick={() => void seal()}
        >
          {t(isReview ? "submitReview" : "seal")}
        </Button>
        {onCancel !== null && <Button onClick={onCancel}>{t("common:action.cancel")}</Button>}
        {awaited === null && <FootHint missing={missing} isReview={isReview} />}
      </div>
    </div>
  );
}

/** How the last seal went; a ballot that changed elsewhere keeps what was typed here. */
function SealStatus({ command, awaited }: Pick<SealFootProps, "command" | "awaited">) {
  const { t } = useTranslation("workbench");
  const { status, retry } = useLastStatus(command, awaited);
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

/** What is still missing; else what can be done about the seal afterwards. */
function FootHint({ missing, isReview }: { missing: readonly MissingPart[]; isReview: boolean }) {
  const { t } = useTranslation(["workbench", "scoring"]);
  if (missing.length === 0) return <span className="cap clip">{t(isReview ? "reviewOnce" : "withdrawable")}</span>;
  const parts = missing.map((part) => t(`scoring:missing.${part}`)).join(", ");
  return <span className="t12 warn clip">{t("scoring:missing.all", { parts })}</span>;
}

/** Criteria that no citation of the justification speaks of: worth a word, and no obstacle. */
function UncitedWarning({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation("scoring");
  if (codes.length === 0) return null;
  return (
    <p className="t12 warn mb1" role="status">
      {t("uncited", { count: codes.length, codes: codes.join(", ") })}
    </p>
  );
}

/** Puts the focus where a part of the ballot is filled in. */
function focusPart(rail: HTMLElement | null, part: MissingPart, editor: SealFootProps["editor"]): void {
  if (part === "justification") return editor.current?.focus();
  rail?.querySelector<HTMLElement>(`[data-focus="${FOCUS_OF[part]}"]`)?.focus();
}
