import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Act } from "#domain/event/act.ts";
import { isSameScoreValue, type ScoreValue, scoreValueSchema } from "#domain/scoring/value.ts";
import { OutboxContext, useAwaited, usePending } from "#app/live/outbox/outbox-context.ts";
import { useLastStatus } from "#app/live/use-commands.ts";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { CitedText } from "./cited-text.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { type Conflict, findConflict } from "./find-conflict.ts";
import { useDesk } from "./use-desk.ts";
import type { useDeskCommand } from "./use-desk-command.ts";

type ScoreConflictType = "score.changed" | "score.kept";

export interface ChangeStatusProps {
  readonly command: ReturnType<typeof useDeskCommand>;
  readonly own: OwnScoreView;
  /** Called when the person takes what stands. */
  readonly onTake: () => void;
}

/** How the last change went; one that met another version of the score is shown beside it, also after a reload. */
export function ChangeStatus({ command, own, onTake }: ChangeStatusProps) {
  const { item } = useDesk().view;
  const { status, retry } = useLastStatus(command, useAwaited(item.id, "score.changed", own.version));
  const found = findConflict<ScoreConflictType>(usePending(item.id), ["score.changed", "score.kept"]);
  if (found !== null) {
    return <ScoreConflict key={found.command} conflict={found} command={command} own={own} onTake={onTake} />;
  }
  if (status.state === "idle") return null;
  return (
    <div className="mt2">
      <CommandStatus status={status} onRetry={retry} />
    </div>
  );
}

function ScoreConflict(props: ChangeStatusProps & { conflict: Conflict<ScoreConflictType> }) {
  const { conflict, command, own, onTake } = props;
  const { t } = useTranslation("conflict");
  const toText = useScoreText();
  const { item } = useDesk().view;
  const { outbox } = useContext(OutboxContext);
  const { act } = conflict;
  const standing = findStanding(conflict, own);
  const mine = "new" in act.value ? act.value.new : act.value.value;
  const keep = (change: Act<"score.changed">, upon: Standing): void =>
    void command.replace(conflict.command, {
      type: "score.changed",
      facts: { ...item.facts, expects: upon.version, cites: change.head.cites ?? [] },
      value: { ...change.value, old: upon.value },
      text: change.text,
    });
  const take = (): void => {
    void outbox?.discard(conflict.command);
    command.reset();
    onTake();
  };
  // A score that was kept in an older version is no change of the newer one, and has no reason to become one.
  const canKeep = isChange(act) && standing !== null && !isSameScoreValue(mine, standing.value);
  return (
    <ConflictDialog
      title={t("scoreTitle")}
      mine={
        <>
          <b className="n">{toText(mine)}</b>
          {act.text.reason !== "" && (
            <blockquote className="late-reason">
              <CitedText text={act.text.reason} cites={act.head.cites ?? []} />
            </blockquote>
          )}
        </>
      }
      standing={standing === null ? null : <b className="n">{toText(standing.value)}</b>}
      onKeep={canKeep ? () => keep(act, standing) : null}
      onTake={take}
    />
  );
}

interface Standing {
  readonly value: ScoreValue;
  readonly version: number;
}

/** What stands now: the page's own data, unless the refusal is newer. */
function findStanding({ actual, details }: Conflict<ScoreConflictType>, own: OwnScoreView): Standing | null {
  if (own.version >= actual) return own;
  const parsed = scoreValueSchema.safeParse(details["standing"]);
  return parsed.success ? { value: parsed.data, version: actual } : null;
}

const isChange = (act: Act<ScoreConflictType>): act is Act<"score.changed"> => act.head.type === "score.changed";
