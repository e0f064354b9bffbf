import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { ScoreNumber } from "#app/ui/score-number.tsx";
import type { ContestableScore } from "../../../server/services/review/read-reviews.ts";
import { FileCaseDialog } from "./file-case-dialog.tsx";

/** The agency's final scores with the panel's reasons, each with its way to ask for a review. */
export function ScoreList({ scores, now }: { scores: readonly ContestableScore[]; now: string }) {
  const { t } = useTranslation("review");
  const headingId = useId();
  const [chosen, setChosen] = useState<ContestableScore | null>(null);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className="h2 reviews-head">
        {t("list.scores")}
      </h2>
      {scores.length === 0 ? (
        <EmptyState title={t("empty.agencyScores")}>{t("empty.agencyScoresText")}</EmptyState>
      ) : (
        <ul className="review-rows">
          {scores.map((score) => (
            <ScoreRow key={score.itemId} score={score} now={now} onAsk={() => setChosen(score)} />
          ))}
        </ul>
      )}
      {chosen !== null && <FileCaseDialog key={chosen.itemId} score={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

function ScoreRow({ score, now, onAsk }: { score: ContestableScore; now: string; onAsk: () => void }) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const { indicator, obstacle } = score;
  const max = format.plain(indicator.maxMilliPoints / MILLI_POINTS_PER_POINT);
  return (
    <li className="review-row of-score">
      <div className="col">
        <span className="med">
          <span className="mono">{indicator.code}</span> {indicator.name[format.locale]}
          {indicator.isSample && ` (${t("sample")})`}
        </span>
        <span className="cap">
          {t("list.reason")}: {score.reason === "" ? t(`byRule.${score.rule}`) : score.reason}
        </span>
      </div>
      <span className="nowrap">
        <ScoreNumber
          value={score.value}
          state={obstacle === "under-review" ? "disputed" : "final"}
          to={toTracePath(score.itemId, score.seq)}
        />{" "}
        <span className="cap">{t("outOf", { max })}</span>
      </span>
      <span className="col cap">
        {t("list.due", { at: format.dayTime(score.dueAt) })}
        {obstacle === null && <span className="warn">{format.deadline(score.dueAt, now)}</span>}
      </span>
      <Button
        size="sm"
        onClick={onAsk}
        aria-label={t("list.askOf", { code: indicator.code })}
        disabledReason={obstacle === null ? null : t(`list.obstacle.${obstacle}`)}
      >
        {t("list.ask")}
      </Button>
    </li>
  );
}
