import { useTranslation } from "react-i18next";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { useCommand } from "#app/live/use-commands.ts";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import { useDesk } from "./use-desk.ts";

export interface SelfScoreNoteProps {
  readonly value: ScoreValue;
  /** Of the first choice; null where none is made. */
  readonly command: ReturnType<typeof useCommand> | null;
}

/** How far the own score is from the agency's; before a first choice is recorded, that it waits for one. */
export function SelfScoreNote({ value, command }: SelfScoreNoteProps) {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  const toText = useScoreText();
  const { selfScore, rights } = useDesk().view;
  if (selfScore === null) {
    const status = command?.status.state ?? "idle";
    if (command !== null && (status === "refused" || status === "unanswered" || status === "mismatch")) {
      return <CommandStatus status={command.status} onRetry={command.retry} />;
    }
    if (!rights.canChoose) return null;
    return (
      <p className="self-score cap" role="status">
        {t(status === "sending" ? "self.recording" : "self.after")}
      </p>
    );
  }
  if (selfScore.state !== "number" || value.state !== "number") {
    return (
      <p className="self-score cap">
        {selfScore.state === "blank" ? t("self.none") : t("self.value", { score: toText(selfScore) })}
      </p>
    );
  }
  const apart = value.milliPoints - selfScore.milliPoints;
  return (
    <p className="self-score">
      <span className="cap">{t(apart < 0 ? "self.below" : apart > 0 ? "self.above" : "self.same")}</span>
      {apart !== 0 && <b className="strong n">{t("self.points", { points: format.points(Math.abs(apart) / 1000) })}</b>}
    </p>
  );
}
