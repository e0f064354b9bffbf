import { useTranslation } from "react-i18next";
import type { DraftBallot } from "#domain/live/draft-ballot.ts";
import { checkScore } from "#domain/scoring/check-score.ts";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { pickRatio } from "#domain/scoring/pick.ts";
import { findLevelRange } from "#domain/scoring/rubric.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { useCommand } from "#app/live/use-commands.ts";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import { BandScale } from "./band-scale.tsx";
import { ConfidenceChoice } from "./confidence-choice.tsx";
import { RatioFields } from "#app/ui/ratio-fields.tsx";
import { ScoreControl } from "./score-control.tsx";
import { SelfScoreNote } from "./self-score-note.tsx";
import { useDesk } from "./use-desk.ts";
import { ValueStateChoice } from "./value-state-choice.tsx";

export interface ScoreSectionProps {
  readonly ballot: DraftBallot;
  readonly onPick: (choice: ScoreChoice) => void;
  readonly onPoints: (value: ScoreValue) => void;
  readonly onState: (value: ScoreValue) => void;
  readonly onConfidence: (confidence: number) => void;
  readonly choosing: ReturnType<typeof useCommand>;
  /** Out of sight, as it stands. */
  readonly isHidden: boolean;
}

/** The points, by what the rubric asks for: typed, summed from parts, or made from two counts; and how sure. */
export function ScoreSection(props: ScoreSectionProps) {
  const { ballot, onPick, onPoints, onState, onConfidence, choosing, isHidden } = props;
  const { item } = useDesk().view;
  const { value, level, ratio } = ballot;
  const { rubric } = item;
  const hasLevels = rubric?.kind === "range" || rubric?.kind === "grade";
  const range = rubric === null || level === null ? null : findLevelRange(rubric, level, item.maxMilliPoints);
  return (
    <section className="scoring" hidden={isHidden}>
      {rubric?.kind === "ratio" && (
        <RatioFields rubric={rubric} ratio={ratio} onChange={(next) => onPick(pickRatio(item, next))} />
      )}
      <div className="row score-row">
        {rubric?.kind === "range" || rubric === null ? (
          <ScoreControl isBig value={value} startAt={range?.fromMilliPoints ?? 0} onChange={onPoints} />
        ) : (
          <DerivedScore value={value} />
        )}
        <span className="sp" />
        <SelfScoreNote value={value} command={choosing} />
      </div>
      <BandScale milliPoints={value.state === "number" ? value.milliPoints : null} level={hasLevels ? level : null} />
      <ScoreProblem ballot={ballot} />
      <ConfidenceChoice value={ballot.confidence} onChange={onConfidence} />
      <ValueStateChoice state={value.state} onChange={onState} />
    </section>
  );
}

/** Points that follow from a level, from parts or from counts: shown, not typed. */
function DerivedScore({ value }: { value: ScoreValue }) {
  const { t } = useTranslation(["workbench", "common"]);
  const format = useFormat();
  const { maxMilliPoints } = useDesk().view.item;
  return (
    <>
      <output className="score-input big n" aria-label={t("score")}>
        {value.state === "number" ? format.points(value.milliPoints / 1000) : "–"}
      </output>
      <span className="muted score-max">{t("common:outOf", { max: format.plain(maxMilliPoints / 1000) })}</span>
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
  const [problem] = checkScore({ indicator: item, ...ballot });
  if (problem === undefined) return null;
  const isOutside = problem.code === "score.outside-level" && level !== null;
  return (
    <p className="t12 warn" role="status">
      {isOutside ? t("outOfBand", { level }) : toSentence(problem.code)}
    </p>
  );
}
