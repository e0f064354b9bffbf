import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useSaveStateOf } from "#app/live/use-observed.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { TextArea } from "#app/ui/field.tsx";
import { useOfflineSince } from "#app/ui/offline-notice.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { CheckGlyph } from "#app/ui/state-glyph.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { ReconciliationView } from "../../../server/services/workbench/workbench-view.ts";
import { ScoreControl } from "./score-control.tsx";
import { useDesk } from "./use-desk.ts";
import { useDeskCommand } from "./use-desk-command.ts";

/** What stands between the item and its final score; the chair's act when nothing does. */
export function FinaliseBar({ reconciliation }: { reconciliation: ReconciliationView }) {
  const { t } = useTranslation("workbench");
  const toText = useScoreText();
  const { view, room } = useDesk();
  const { status, submit, retry } = useDeskCommand();
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState<ScoreValue>({ state: "blank" });
  const barRef = useRef<HTMLDivElement>(null);
  const { computed, conditions, noValueReason } = reconciliation;
  const isChairs = noValueReason === "chair-decides";
  const value = isChairs ? chosen : computed;
  const isWide = conditions.includes("wide-spread");
  const obstacle = useObstacle(reconciliation, { reason, value });
  const { canFinalise } = view.rights;
  const finalise = async (): Promise<void> => {
    if (obstacle !== null || room === null || value === null) return;
    const { hashConclusion } = await import("./hash-conclusion.ts");
    await submit({
      type: "item.finalised",
      facts: { ...view.item.facts, expects: view.item.decisionVersion },
      value: {
        value,
        rule: view.item.rule,
        computed,
        scores: reconciliation.seenScores,
        conclusion: hashConclusion(room),
      },
      text: { reason: reason.trim() },
    });
  };
  const label = t("keys.finalise");
  const focus = (): void => barRef.current?.querySelector("button")?.focus();
  useShortcuts(
    canFinalise ? [{ id: "workbench.finalise", code: "KeyF", keys: ["F"], label, hint: label, run: focus }] : [],
  );
  return (
    <div className="rail-foot" ref={barRef} role="group" aria-label={t("finalise.conditions")}>
      {canFinalise && isWide && <WideReason reason={reason} onChange={setReason} />}
      {canFinalise && isChairs && (
        <div className="row mb2">
          <ScoreControl isBig={false} value={chosen} startAt={0} onChange={setChosen} />
        </div>
      )}
      <div className="row t12 wrap finalise-row">
        <Conditions reconciliation={reconciliation} />
        <span className="sp" />
        <Button
          size="sm"
          variant={canFinalise && obstacle === null ? "office" : "plain"}
          disabledReason={canFinalise ? obstacle : t("finalise.chairOnly")}
          onClick={() => void finalise()}
        >
          {t("finalise.byChair", { score: value === null ? "–" : toText(value) })}
        </Button>
      </div>
      {status.state !== "idle" && (
        <div className="mt2">
          <CommandStatus status={status} onRetry={retry} />
        </div>
      )}
    </div>
  );
}

/** Members stand apart: the chair says why the item is final all the same. */
function WideReason({ reason, onChange }: { reason: string; onChange: (reason: string) => void }) {
  const { t } = useTranslation("workbench");
  return (
    <div className="mb2">
      <TextArea
        label={t("finalise.wideReason", { count: REASON_LENGTH_MIN })}
        required
        rows={2}
        value={reason}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Conditions({ reconciliation }: { reconciliation: ReconciliationView }) {
  const { t } = useTranslation("workbench");
  const { conditions, openQuestions, scores } = reconciliation;
  const silent = scores.filter((score) => score.state === "opened").length;
  const isWide = conditions.includes("wide-spread");
  return (
    <>
      <span className="row condition">
        <CheckGlyph state={isWide ? "unclear" : "met"} />
        {t("finalise.range")}
      </span>
      <span className="row condition">
        <CheckGlyph state={silent === 0 ? "met" : "unclear"} />
        {silent === 0 ? t("finalise.reasons") : t("finalise.silent", { count: silent })}
      </span>
      <span className="row condition">
        <CheckGlyph state={openQuestions === 0 ? "met" : "unclear"} />
        {openQuestions === 0 ? t("finalise.noQuestions") : t("finalise.questions", { count: openQuestions })}
      </span>
    </>
  );
}

/** Why the chair cannot finalise now, as a sentence; null when they can. */
function useObstacle(
  { conditions, noValueReason, openQuestions, scores }: ReconciliationView,
  { reason, value }: { reason: string; value: ScoreValue | null },
): string | null {
  const { t } = useTranslation("workbench");
  const { room } = useDesk();
  const saveState = useSaveStateOf(room);
  const isOffline = useOfflineSince() !== null;
  if (isOffline) return t("cannotSeal.offline");
  if (conditions.includes("silent-members")) {
    return t("finalise.silent", { count: scores.filter((score) => score.state === "opened").length });
  }
  if (conditions.includes("open-questions")) return t("finalise.questions", { count: openQuestions });
  if (conditions.includes("no-value") || value === null || value.state === "blank") {
    return t(`finalise.noValue.${noValueReason === null ? "no-scores" : (noValueReason as "tie")}`);
  }
  if (conditions.includes("wide-spread") && reason.trim().length < REASON_LENGTH_MIN) {
    return t("finalise.wideReason", { count: REASON_LENGTH_MIN });
  }
  return saveState === "saved" ? null : t("finalise.unsaved");
}
