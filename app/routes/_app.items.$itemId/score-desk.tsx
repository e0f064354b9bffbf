import { Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { useAwaited } from "#app/live/outbox/outbox-context.ts";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { CriteriaStrip } from "./criteria-strip.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { Justification } from "./justification.tsx";
import type { RichTextApi } from "./rich-text.tsx";
import { RubricSection } from "./rubric-section.tsx";
import { ScoreSection } from "./score-section.tsx";
import { SealFoot } from "./seal-foot.tsx";
import { SealedScore } from "./sealed-score.tsx";
import { useBallot } from "./use-ballot.ts";
import { useDesk } from "./use-desk.ts";
import { useDeskCommand } from "./use-desk-command.ts";
import { useFirstChoice } from "./use-first-choice.ts";
import { useHydrated } from "./use-hydrated.ts";
import { usePicks } from "./use-picks.ts";
import { type AwaitedSeal, readAwaitedSeal, WaitingSeal } from "./waiting-seal.tsx";

const DraftJoiner = patientLazy(() => import("./draft-joiner.tsx"));

/** The expert's own scoring: level, parts or counts, points, confidence, reasons, and the seal. */
export function ScoreDesk() {
  const { view } = useDesk();
  const { own, rights } = view;
  const { ballot, change, restart, desk, onDesk } = useBallot();
  const [isReplacing, setReplacing] = useState(false);
  const [left, setLeft] = useState<DraftBallot | null>(null);
  const editor = useRef<RichTextApi | null>(null);
  const command = useDeskCommand();
  const isHydrated = useHydrated();
  const awaited = useAwaited(view.item.id, "score.sealed", view.ownVersion);
  const seal = readAwaitedSeal(awaited);
  const { picks, pick, setConfidence, choosing } = useHand({ ballot, change, seal });
  if ((own !== null && !isReplacing) || !rights.canSeal) {
    const replace = (): void => {
      if (own !== null) setLeft(restart(own));
      // The foot that comes would take the last seal for its own, recorded, and close at once.
      command.reset();
      setReplacing(true);
    };
    return (
      <>
        <RubricSection level={own?.level ?? null} parts={own?.parts ?? null} />
        <CriteriaStrip />
        {own !== null && <SealedScore own={own} command={command} onReplace={replace} />}
      </>
    );
  }
  const { level, parts } = seal?.act.value ?? ballot;
  const isLocked = seal !== null;
  const take = (draft: DraftBallot): void => {
    change(draft);
    setLeft(null);
  };
  return (
    <>
      <RubricSection level={level} parts={parts} {...(isLocked ? {} : picks.rubric)} />
      <CriteriaStrip />
      {seal !== null && <WaitingSeal seal={seal} />}
      {left !== null && !isLocked && <DraftNotice draft={left} onTake={() => take(left)} />}
      <ScoreSection
        ballot={ballot}
        isHidden={isLocked}
        onPick={pick}
        onPoints={picks.onPoints}
        onState={picks.onState}
        onConfidence={setConfidence}
        choosing={choosing}
      />
      <Justification desk={desk} editor={editor} sealed={isReplacing ? own : null} isHidden={isLocked} />
      <SealFoot
        ballot={ballot}
        editor={editor}
        command={command}
        awaited={awaited}
        onSealed={() => setReplacing(false)}
        onCancel={isReplacing ? () => setReplacing(false) : null}
      />
      {isHydrated && view.stage === "blind" && view.actorId !== null && (
        <Suspense>
          <DraftJoiner path={`draft/${view.item.id}/${view.actorId}`} epoch={view.draftEpoch} onDesk={onDesk} />
        </Suspense>
      )}
    </>
  );
}

interface Hand extends Pick<ReturnType<typeof useBallot>, "ballot" | "change"> {
  readonly seal: AwaitedSeal | null;
}

/** What a press or a key changes of the ballot: nothing while a seal is on its way, and it says so. */
function useHand({ ballot, change, seal }: Hand) {
  const { t } = useTranslation("ballot");
  const tell = useKeyNotice();
  const firstChoice = useFirstChoice();
  const isLocked = seal !== null;
  const locked = t("locked");
  const pick = (choice: ScoreChoice): void => {
    if (isLocked) return tell(locked);
    change(choice);
    firstChoice.record(choice);
  };
  const { onLevel, onToggle, onNone, ...picks } = usePicks(ballot, pick);
  const setConfidence = useCallback(
    (confidence: number) => (isLocked ? tell(locked) : change({ confidence })),
    [change, tell, isLocked, locked],
  );
  const rubric = { onChoose: onLevel, onToggle, onNone };
  return { picks: { ...picks, rubric }, pick, setConfidence, choosing: firstChoice.command };
}
