import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { TraceView } from "../../../server/services/trace/trace-view.ts";
import { listScoreLines, summariseAt } from "./list-score-lines.ts";
import { StepChart } from "./step-chart.tsx";

interface ScoreHistoryProps {
  view: TraceView;
  /** Place of the selected entry. */
  at: number;
  onSelect: (at: number) => void;
}

/** The experts' scores over time, and the moment that is looked at. */
export function ScoreHistory({ view, at, onSelect }: ScoreHistoryProps) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const { entries } = view;
  const lines = listScoreLines(entries);
  const selected = entries[at];
  const isOpened = view.item.openedAt !== null;
  const summary = selected === undefined || !isOpened ? null : summariseAt(lines, selected.seq);
  return (
    <section className="tc-history" aria-labelledby="history">
      <div className="row b wrap">
        <h2 className="h2" id="history">
          {t("history")}
        </h2>
        <span className="cap">{t("historyNote")}</span>
        <span className="sp" />
        {selected && summary && (
          <span className="t12" role="status">
            {t("at", {
              time: format.timeExact(selected.at),
              median: format.points(summary.median / 1000),
              range: format.points(summary.range / 1000),
            })}
          </span>
        )}
      </div>
      {lines.experts.length === 0 ? (
        <p className="cap mt1">{t("noHistory")}</p>
      ) : (
        <StepChart lines={lines} view={view} selectedSeq={selected?.seq ?? null} />
      )}
      {entries.length > 1 && selected && (
        <div className="slider">
          <input
            type="range"
            min={0}
            max={entries.length - 1}
            value={at}
            aria-label={t("slider")}
            aria-valuetext={t("sliderText", {
              time: format.dateTimeExact(selected.at),
              seq: format.count(selected.seq),
            })}
            onChange={(event) => onSelect(event.target.valueAsNumber)}
          />
        </div>
      )}
    </section>
  );
}
