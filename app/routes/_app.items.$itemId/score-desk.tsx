import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { checkScore } from "#domain/scoring/check-score.ts";
import { findLevelRange } from "#domain/scoring/rubric.ts";
import { useDeskCommand } from "./use-desk-command.ts";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import { ConfidenceChoice } from "./confidence-choice.tsx";
import { BandScale } from "./band-scale.tsx";
import { CriteriaStrip } from "./criteria-strip.tsx";
import { Justification } from "./justification.tsx";
import type { RichTextApi } from "./rich-text.tsx";
import { RubricSection } from "./rubric-section.tsx";
import { ScoreControl } from "./score-control.tsx";
import { SealFoot } from "./seal-foot.tsx";
import { SealedScore } from "./sealed-score.tsx";
import { useBallot } from "./use-ballot.ts";
import { useDesk } from "./use-desk.ts";
import { useHydrated } from "./use-hydrated.ts";
import { ValueStateChoice } from "./value-state-choice.tsx";

const DraftJoiner = lazy(() => import("./draft-joiner.tsx"));

/** The expert's own scoring: level, points, confidence, reasons, and the seal. */
export function ScoreDesk() {
  const { view } = useDesk();
  const { own, item, rights } = view;
  const { ballot, change, desk, onDesk } = useBallot();
  const [isReplacing, setReplacing] = useState(false);
  const editor = useRef<RichTextApi | null>(null);
  const command = useDeskCommand();
  const isHydrated = useHydrated();
  const isSealed = own !== null && !isReplacing;
  if (isSealed || !rights.canSeal) {
    return (
      <>
        <RubricSection level={own?.level ?? null} />
        <CriteriaStrip />
        {own !== null && <SealedScore own={own} command={command} onReplace={() => setReplacing(true)} />}
      </>
    );
  }
  const { rubric, maxMilliPoints } = item;
  const isGrade = rubric?.kind === "grade";
  const chooseLevel = (level: number): void => {
    const range = isGrade ? findLevelRange(rubric, level, maxMilliPoints) : null;
    // A grade's level is its points; a range's level gives none.
    change(range === null ? { level } : { level, value: { state: "number", milliPoints: range.fromMilliPoints } });
  };
  const range = rubric === null || ballot.level === null ? null : findLevelRange(rubric, ballot.level, maxMilliPoints);
  const { value, level } = ballot;
  return (
    <>
      <RubricSection level={level} onChoose={chooseLevel} />
      <CriteriaStrip />
      <section className="scoring">
        <div className="row">
          <ScoreControl
            isBig
            isFixed={isGrade}
            value={value}
            startAt={range?.fromMilliPoints ?? 0}
            onChange={(next) => change({ value: next })}
          />
          <span className="sp" />
          <ValueStateChoice
            value={value}
            onChange={(next) =>
              change(next.state === "number" || next.state === "blank" ? { value: next } : { value: next, level: null })
            }
          />
        </div>
        <BandScale milliPoints={value.state === "number" ? value.milliPoints : null} level={level} />
        <ScoreProblem ballot={ballot} />
        <ConfidenceChoice value={ballot.confidence} onChange={(confidence) => change({ confidence })} />
      </section>
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

/** What the rules say against the number as it stands; the same rules as the server's. */
function ScoreProblem({ ballot }: { ballot: DraftBallot }) {
  const { t } = useTranslation("workbench");
  const toSentence = useRefusalSentence();
  const { item } = useDesk().view;
  const { value, level } = ballot;
  if (value.state !== "number") return null;
  const [problem] = checkScore({ indicator: item, value, level });
  if (problem === undefined) return null;
  const isOutside = problem.code === "score.outside-level" && level !== null;
  return (
    <p className="t12 warn" role="status">
      {isOutside ? t("outOfBand", { level }) : toSentence(problem.code)}
    </p>
  );
}
