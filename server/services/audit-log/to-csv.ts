import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { LogRow, LogSummary } from "./log-view.ts";

/** First line of the table. */
export const CSV_COLUMNS = [
  "leaf",
  "at",
  "leaf_hash",
  "type",
  "actor",
  "panel",
  "entity",
  "indicator",
  "case",
  "old",
  "new",
  "summary",
  "reason",
] as const;

/** What a spreadsheet would take for a formula; a tab or a line break hides one. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell of a comma-separated table: never a formula, quoted where it has to be. */
export function toCsvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of the table, without its line break. Times are UTC, points have a decimal point: a machine reads it. */
export function toCsvLine({ seq, at, leafHash, act }: LogRow): string {
  const [old, now] = toValues(act?.summary ?? null);
  const cells =
    act === null
      ? [String(seq), at, leafHash, "", "", "", "", "", "", "", "", "commitment only", ""]
      : [
          String(seq),
          at,
          leafHash,
          act.type,
          `${act.actor.role} ${act.actor.letter}`.trim(),
          String(act.actor.panelNumber ?? act.subject.panelNumber ?? ""),
          act.subject.entityId ?? "",
          act.subject.indicator ?? "",
          act.subject.caseNumber ?? "",
          old,
          now,
          toText(act.summary),
          act.isErased ? "erased" : (act.reason ?? ""),
        ];
  return cells.map(toCsvCell).join(",");
}

function toValues(summary: LogSummary | null): [old: string, now: string] {
  if (summary?.kind === "change") return [summary.old === null ? "" : toValue(summary.old), toValue(summary.new)];
  if (summary?.kind !== "effect") return ["", ""];
  const write = (value: number | null): string => (value === null ? "" : (value / 10_000).toFixed(4));
  return [write(summary.before), write(summary.after)];
}

const toValue = (value: ScoreValue): string =>
  value.state === "number" ? String(value.milliPoints / 1000) : value.state;

function toText(summary: LogSummary | null): string {
  switch (summary?.kind) {
    case "phase":
      return `${summary.from} → ${summary.to}`;
    case "count":
      return String(summary.count);
    case "ground":
      return summary.ground;
    case "name":
      return summary.name;
    case "withheld":
      return `commitment ${summary.commitment}`;
    default:
      return "";
  }
}
