import { useTranslation } from "react-i18next";
import { FreeText } from "#app/ui/free-text.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { NamedScore } from "../../../server/services/review/case-scores.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";

/** The point at issue in three columns: what the agency says, the panel, and the fresh reviewer. */
export function Argument({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  return (
    <div className="arg" role="table" aria-label={t("claim")}>
      <div role="row">
        <div role="columnheader">{t("file.ground")}</div>
        <div role="columnheader">{t("claim")}</div>
        <div role="columnheader">{t("panelSays", { panel: view.panelNumber })}</div>
        <div role="columnheader">{t("reReviewSays")}</div>
      </div>
      <div role="row">
        <div role="rowheader">{t(`ground.${view.ground}`)}</div>
        <div role="cell" data-label={t("claim")}>
          <p className="case-text">
            <FreeText text={view.claim} />
          </p>
        </div>
        <div role="cell" data-label={t("panelSays", { panel: view.panelNumber })}>
          <PanelSide view={view} />
        </div>
        <div role="cell" data-label={t("reReviewSays")}>
          <ReviewSide view={view} />
        </div>
      </div>
    </div>
  );
}

function PanelSide({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const { before, scores } = view;
  if (before === null) return <p className="muted">{t("hiddenFromReviewer")}</p>;
  return (
    <>
      <p className="case-text">{before.reason === "" ? t(`byRule.${before.rule}`) : before.reason}</p>
      {scores === null && <p className="cap mt1">{t("hiddenFromAgency")}</p>}
      {scores?.panel.map((score) => (
        <Justification key={score.seq} score={score} />
      ))}
    </>
  );
}

function ReviewSide({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const review = view.scores?.review ?? null;
  return review === null ? <p className="muted">{t("notYet")}</p> : <Justification score={review} />;
}

function Justification({ score }: { score: NamedScore }) {
  const toText = useScoreText();
  return (
    <p className="case-text mt1">
      <PersonChip person={{ role: "expert", letter: score.member.letter }} size="sm" />{" "}
      <b className="med">{toText(score.value)}</b> {score.justification}
    </p>
  );
}
