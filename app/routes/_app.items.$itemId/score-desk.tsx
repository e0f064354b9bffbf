import { Suspense, useRef, useState } from "react";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { pickLevel, pickParts, togglePart } from "#domain/scoring/pick.ts";
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

const DraftJoiner = patientLazy(() => import("./draft-joiner.tsx"));

/** The expert's own scoring: level, parts or counts, points, confidence, reasons, and the seal. */
export function ScoreDesk() {
  const { view } = useDesk();
  const { own, item, rights } = view;
  const { ballot, change, desk, onDesk } = useBallot();
  const firstChoice = useFirstChoice();
  const [isReplacing, setReplacing] = useState(false);
  const editor = useRef<RichTextApi | null>(null);
  const command = useDeskCommand();
  const isHydrated = useHydrated();
  if ((own !== null && !isReplacing) || !rights.canSeal) {
    return (
      <>
        <RubricSection level={own?.level ?? null} parts={own?.parts ?? null} />
        <CriteriaStrip />
        {own !== null && <SealedScore own={own} command={command} onReplace={() => setReplacing(true)} />}
      </>
    );
  }
  const pick = (choice: ScoreChoice): void => {
    change(choice);
    firstChoice.record(choice);
  };
  return (
    <>
      <RubricSection
        level={ballot.level}
        parts={ballot.parts}
        onChoose={(level) => pick(pickLevel(item, ballot, level))}
        onToggle={(code) => pick(togglePart(item, ballot, code))}
        onNone={() => pick(pickParts(item, []))}
      />
      <CriteriaStrip />
      <ScoreSection
        ballot={ballot}
        onPick={pick}
        onConfidence={(confidence) => change({ confidence })}
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
          <DraftJoiner path={`draft/${item.id}/${view.actorId}`} epoch={view.draftEpoch} onDesk={onDesk} />
        </Suspense>
      )}
    </>
  );
}
