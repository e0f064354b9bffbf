import { useTranslation } from "react-i18next";
import { aggregateScores, computeMedian, computeSpread, countedMilliPoints } from "#domain/scoring/aggregate-scores.ts";
import type { ScoreChoice } from "#domain/scoring/choice.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OpenedScoreView, ReconciliationView } from "../../../server/services/workbench/workbench-view.ts";
import { useDesk } from "./use-desk.ts";

export interface ChangeEffectProps {
  readonly actorId: string;
  /** Null while nothing else is wanted than what stands. */
  readonly wanted: ScoreChoice | null;
  readonly reconciliation: ReconciliationView;
}

/** What a change would do to the item, and to nothing else: whoever scores never sees index or rank. */
export function ChangeEffect({ actorId, wanted, reconciliation }: ChangeEffectProps) {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  const toText = useScoreText();
  const { item } = useDesk().view;
  if (wanted === null || wanted.value.state === "blank") return null;
  const { scores } = reconciliation;
  const after = scores.map((score) => (score.actorId === actorId ? { ...score, ...wanted } : score));
  const [then, now] = [measure(scores), measure(after)];
  const final = aggregateScores(item.rule, after).value;
  const write = (points: number | null): string => (points === null ? "–" : format.points(points / 1000));
  const isWithin = now.spread === null || now.spread <= item.toleranceMilliPoints;
  const rows = [
    { name: t("effect.value"), before: reconciliation.computed, after: final },
    { name: t("effect.median"), before: then.median, after: now.median },
    { name: t("effect.spread"), before: then.spread, after: now.spread },
  ].map(({ name, before, after: next }) => {
    const say = (one: typeof before): string => (one === null || typeof one === "number" ? write(one) : toText(one));
    return { name, before: say(before), after: say(next) };
  });
  return (
    <dl className="change-effect" role="status" aria-label={t("effect.title")}>
      {rows.map(({ name, before, after: next }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="n">
            <span className="muted">{before}</span> → <b className="strong">{next}</b>
          </dd>
        </div>
      ))}
      <div>
        <dt>{t("effect.tolerance", { range: write(item.toleranceMilliPoints) })}</dt>
        <dd className={isWithin ? "ok" : "warn"}>{t(isWithin ? "effect.within" : "effect.beyond")}</dd>
      </div>
    </dl>
  );
}

function measure(scores: readonly OpenedScoreView[]): { median: number | null; spread: number | null } {
  const points = scores.map((score) => countedMilliPoints(score.value)).filter((one) => one !== null);
  return { median: computeMedian(points), spread: computeSpread(scores.map((score) => score.value)) };
}
