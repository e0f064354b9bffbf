import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { OutboxContext } from "#app/live/outbox/outbox-context.ts";
import type { OutboxRow } from "#app/live/outbox/outbox-rows.ts";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { FreeText } from "#app/ui/free-text.tsx";

/** The words of an own edit that is not recorded yet, below those that stand. */
export function AwaitedWords({ body, row }: { body: string; row: OutboxRow }) {
  const { t } = useTranslation("edits");
  const { outbox } = useContext(OutboxContext);
  return (
    <div className="awaited-words">
      <p className="cap">{t("awaited")}</p>
      <blockquote className="late-reason">
        <FreeText text={body} />
      </blockquote>
      <CommandStatus status={row.status} onRetry={async () => outbox?.retry(row.entry.command)} />
    </div>
  );
}
