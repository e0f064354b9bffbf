import { useTranslation } from "react-i18next";
import { scoreValueSchema } from "#domain/scoring/value.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { useDeskCommand } from "./use-desk-command.ts";

/** How the last change went; a conflict shows both values and keeps what was typed. */
export function ChangeStatus({ command }: { command: ReturnType<typeof useDeskCommand> }) {
  const { t } = useTranslation("workbench");
  const toText = useScoreText();
  const { status, retry, reset } = command;
  if (status.state === "idle") return null;
  if (status.state !== "refused" || status.code !== "score.version-conflict") {
    return (
      <div className="mt2">
        <CommandStatus status={status} onRetry={retry} />
      </div>
    );
  }
  const say = (value: unknown): string => {
    const parsed = scoreValueSchema.safeParse(value);
    return parsed.success ? toText(parsed.data) : "–";
  };
  const current = say(status.details["standing"]);
  return (
    <div className="mt2">
      <InlineAlert
        tone="neutral"
        isLive
        title={t("change.conflict.title")}
        actions={
          <Button size="sm" onClick={reset}>
            {t("change.conflict.useCurrent", { current })}
          </Button>
        }
      >
        {t("change.conflict.both", { current, wanted: say(status.details["wanted"]) })}
      </InlineAlert>
    </div>
  );
}
