import { useTranslation } from "react-i18next";
import { usePersonName } from "#app/ui/person-chip.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OpenedScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { useFace } from "./use-desk.ts";

/** The numbers of the strip, on demand. */
export function ConvergenceTable({ scores }: { scores: readonly OpenedScoreView[] }) {
  const { t } = useTranslation(["workbench", "scoring"]);
  const toFace = useFace();
  const getName = usePersonName();
  const toText = useScoreText();
  return (
    <details className="chart-table">
      <summary>{t("scoring:table")}</summary>
      <table className="t12">
        <thead>
          <tr>
            <th scope="col">{t("scoring:member")}</th>
            <th scope="col">{t("strip.atOpening")}</th>
            <th scope="col">{t("strip.now")}</th>
          </tr>
        </thead>
        <tbody>
          {scores.map((score) => (
            <tr key={score.actorId}>
              <th scope="row">{getName(toFace(score.actorId))}</th>
              <td className="n">{score.sealed === null ? "–" : toText(score.sealed)}</td>
              <td className="n">{toText(score.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
