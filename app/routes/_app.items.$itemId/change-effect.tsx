import { useTranslation } from "react-i18next";
import { aggregateScores, computeSpread } from "#domain/scoring/aggregate-scores.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { ReconciliationView } from "../../../server/services/workbench/workbench-view.ts";
import { useDesk } from "./use-desk.ts";

export interface ChangeEffectProps {
  readonly actorId: string;
  /** Null while nothing else is wanted than what stands. */
  readonly wanted: ScoreValue | null;
  readonly level: number | null;
  readonly reconciliation: ReconciliationView;
}

/** What a change would do to the item, and to nothing else: whoever scores never sees index or rank. */
export function ChangeEffect({ actorId, wanted, level, reconciliation }: ChangeEffectProps) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const toText = useScoreText();
  const { item } = useDesk().view;
  if (wanted === null || wanted.state === "blank") return null;
  const scores = reconciliation.scores.map((score) =>
    score.actorId === actorId ? { value: wanted, level } : { value: score.value, level: score.level },
  );
  const { value } = aggregateScores(item.rule, scores);
  const spread = computeSpread(scores.map((score) => score.value));
  return (
    <p className="cap change-effect" role="status">
      {t("change.effect", {
        value: value === null ? "–" : toText(value),
        spread: spread === null ? "–" : format.points(spread / 1000),
      })}
    </p>
  );
}
