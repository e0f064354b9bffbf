import { useTranslation } from "react-i18next";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OpenedScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { CitedText } from "./cited-text.tsx";
import { useFace } from "./use-desk.ts";

/** What each member gave at the opening, and why; folded, because the discussion goes on from it. */
export function ReasonList({ scores }: { scores: readonly OpenedScoreView[] }) {
  const { t } = useTranslation("workbench");
  const toFace = useFace();
  const getName = usePersonName();
  const toText = useScoreText();
  return (
    <section className="reasons">
      <details>
        <summary className="h3">{t("reasonsAtOpening", { count: scores.length })}</summary>
        <ol>
          {scores.map((score) => {
            const person = toFace(score.actorId);
            return (
              <li key={score.actorId} className="t12 mt2">
                <p className="row">
                  <PersonChip person={person} size="sm" hasText />
                  <b className="med">{getName(person)}</b>
                  <b className="n">{toText(score.sealed ?? score.value)}</b>
                </p>
                <p className="sec">
                  <CitedText text={score.justification} cites={score.cites} />
                </p>
              </li>
            );
          })}
        </ol>
      </details>
    </section>
  );
}
