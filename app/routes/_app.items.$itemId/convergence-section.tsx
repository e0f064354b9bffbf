import { useTranslation } from "react-i18next";
import { computeMedian, computeSpread, countedMilliPoints } from "#domain/scoring/aggregate-scores.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { ReconciliationView } from "../../../server/services/workbench/workbench-view.ts";
import { ConvergenceStrip } from "./convergence-strip.tsx";
import { ConvergenceTable } from "./convergence-table.tsx";
import { useDesk } from "./use-desk.ts";
import { ItemHeading } from "./item-heading.tsx";

/** Where each member stood at the opening and stands now, and how far apart. */
export function ConvergenceSection({ reconciliation }: { reconciliation: ReconciliationView }) {
  const { t } = useTranslation(["workbench", "common", "scoring"]);
  const format = useFormat();
  const { view } = useDesk();
  const { item, seals } = view;
  const { scores } = reconciliation;
  const toPoints = (milliPoints: number | null): string =>
    milliPoints === null ? "–" : format.points(milliPoints / 1000);
  const sealed = scores.flatMap((score) => (score.sealed === null ? [] : [score.sealed]));
  const values = scores.map((score) => score.value);
  const [before, now] = [computeSpread(sealed), computeSpread(values)];
  const tolerance = item.toleranceMilliPoints;
  return (
    <section className="convergence">
      <ItemHeading>
        {t("worthOpened", {
          points: format.plain(item.maxMilliPoints / 1000),
          opened: scores.length,
          total: seals?.due ?? scores.length,
        })}
      </ItemHeading>
      <ConvergenceStrip scores={scores} />
      <div className="row t12 nowrap spread-line">
        <span>
          {t("scoring:effect.median")} <span className="muted n">{toPoints(medianOf(sealed))}</span> →{" "}
          <b className="strong n">{toPoints(medianOf(values))}</b>
        </span>
      </div>
      <div className="row wrap t12 nowrap spread-line">
        <span>
          {t("spread")} <span className="muted n">{toPoints(before)}</span> →{" "}
          <b className="strong n">{toPoints(now)}</b>
        </span>
        <span>
          {t("agreementWord")} <span className="muted">{t(`agreement.${gradeSpread(before, tolerance)}`)}</span> →{" "}
          <b className="strong">{t(`agreement.${gradeSpread(now, tolerance)}`)}</b>
        </span>
        <span className="sp" />
        <span className="cap">{t("finaliseWithin", { range: toPoints(tolerance) })}</span>
      </div>
      <ConvergenceTable scores={scores} />
    </section>
  );
}

const medianOf = (values: readonly ScoreValue[]): number | null =>
  computeMedian(values.map(countedMilliPoints).filter((points) => points !== null));

/** In words, by the item's own tolerance: one item has a spread, and no coefficient. */
function gradeSpread(spread: number | null, tolerance: number): "low" | "fair" | "good" | "high" | "none" {
  if (spread === null) return "none";
  if (spread * 2 <= tolerance) return "high";
  if (spread <= tolerance) return "good";
  return spread <= 2 * tolerance ? "fair" : "low";
}
