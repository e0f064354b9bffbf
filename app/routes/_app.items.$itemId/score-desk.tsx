import { Suspense, useCallback, useRef, useState } from "react";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { CriteriaStrip } from "./criteria-strip.tsx";
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

const DraftJoiner = patientLazy(() => import("./draft-joiner.tsx"));

/** The expert's own scoring: level, parts or counts, points, confidence, reasons, and the seal. */
export function ScoreDesk() {
  const { view } = useDesk();
  const { own, rights } = view;
  const { ballot, change, desk, onDesk } = useBallot();
  const firstChoice = useFirstChoice();
  const [isReplacing, setReplacing] = useState(false);
  const editor = useRef<RichTextApi | null>(null);
  const command = useDeskCommand();
  const isHydrated = useHydrated();
  const pick = (choice: ScoreChoice): void => {
    change(choice);
    firstChoice.record(choice);
  };
  const picks = usePicks(ballot, pick);
  const setConfidence = useCallback((confidence: number) => change({ confidence }), [change]);
  if ((own !== null && !isReplacing) || !rights.canSeal) {
    return (
      <>
        <RubricSection level={own?.level ?? null} parts={own?.parts ?? null} />
        <CriteriaStrip />
        {own !== null && <SealedScore own={own} command={command} onReplace={() => setReplacing(true)} />}
      </>
    );
  }
  return (
    <>
      <RubricSection
        level={ballot.level}
        parts={ballot.parts}
        onChoose={picks.onLevel}
        onToggle={picks.onToggle}
        onNone={picks.onNone}
      />
      <CriteriaStrip />
      <ScoreSection
        ballot={ballot}
        onPick={pick}
        onPoints={picks.onPoints}
        onState={picks.onState}
        onConfidence={setConfidence}
        choosing={firstChoice.command}
      />
      <Justification desk={desk} editor={editor} />
      <SealFoot
        ballot={ballot}
        editor={editor}
        command={command}
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
