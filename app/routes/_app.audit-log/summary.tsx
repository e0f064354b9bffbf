import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { LogAct, LogSummary } from "../../../server/services/audit-log/log-view.ts";

/** What an act says, in a line: its value, then its reason. */
export function Summary({ act }: { act: LogAct }) {
  const { t } = useTranslation("log");
  const { summary, reason, isErased, subject } = act;
  return (
    // The words of a reason are cut in the row; they are whole here and in the entry.
    <span className="clip" title={reason ?? undefined}>
      {summary !== null && <Value summary={summary} type={act.type} />}
      {subject.caseNumber !== null && <span className="sec"> {subject.caseNumber} </span>}
      {isErased && <em>{t("erased")}</em>}
      {reason !== null && (
        <span className="sec">
          {summary !== null && " · "}
          {reason}
        </span>
      )}
    </span>
  );
}

function Value({ summary, type }: { summary: LogSummary; type: LogAct["type"] }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const toText = useScoreText();
  switch (summary.kind) {
    case "change":
      return (
        <>
          {summary.old !== null && `${toText(summary.old)} → `}
          <b className="strong">{toText(summary.new)}</b>
        </>
      );
    case "effect": {
      const write = (value: number | null): string => (value === null ? "–" : format.indexValue(value / 10_000));
      const text = `${write(summary.before)} → ${write(summary.after)}`;
      return <span title={text}>{text}</span>;
    }
    case "phase":
      return `${t(`phase.${summary.from}`)} → ${t(`phase.${summary.to}`)}`;
    case "count":
      return t(`count.${type as "values.imported"}`, { count: summary.count });
    case "ground":
      return t(`ground.${summary.ground}`);
    case "name":
      return summary.name;
    case "withheld":
      return (
        <span className="tag blind">
          {t("withheld")} <span className="hash">{format.hash(summary.commitment)}</span>
        </span>
      );
  }
}
