import { useTranslation } from "react-i18next";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { ScoreNumber } from "#app/ui/score-number.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { NamedScore } from "../../../server/services/review/case-scores.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";
import { ScoreStrip } from "./score-strip.tsx";

/** Who looks at the item again, and what they gave beside the panel's scores. */
export function IndependentReview({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const { reviewer, scores } = view;
  const { review = null, panel = [] } = scores ?? {};
  return (
    <section>
      <div className="row b">
        <h2 className="h2">{t("independentReview")}</h2>
        <span className="sp" />
        {review !== null && <ScoreNumber value={review.value} state="open" to={toTracePath(view.itemId, review.seq)} />}
      </div>
      {review !== null && <ScoreStrip view={view} panel={panel} review={review} />}
      {reviewer !== null && (
        <p className="row t12 mt1">
          <PersonChip person={{ role: "expert", letter: reviewer.letter }} size="sm" />
          <span className="sec">
            {t("assignedTo", { letter: reviewer.letter, panel: reviewer.panelNumber })}; {t("freshEyes")}
          </span>
        </p>
      )}
      {review !== null && <ScoreTable scores={[...panel, review]} />}
    </section>
  );
}

function ScoreTable({ scores }: { scores: readonly NamedScore[] }) {
  const { t } = useTranslation("review");
  const toText = useScoreText();
  return (
    <ul className="sr">
      {scores.map(({ member, value, seq }) => (
        <li key={seq}>
          {t("scoreOf", { letter: member.letter, panel: member.panelNumber })}: {toText(value)}
        </li>
      ))}
    </ul>
  );
}
