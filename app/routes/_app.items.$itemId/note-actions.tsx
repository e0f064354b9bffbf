import { useTranslation } from "react-i18next";
import { isUnderWay, useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { CopyLink } from "#app/ui/copy-link.tsx";
import { toNotePath } from "#app/ui/places.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { HideButton } from "./hide-dialog.tsx";
import { useAwaitedEdit } from "./use-awaited-edit.ts";
import { useDesk } from "./use-desk.ts";

/** The address for everybody; resolve, reopen for all who write; revise, remove for the author; hide for the chair. */
export function NoteActions({ note, onEdit }: { note: NoteView; onEdit: () => void }) {
  const { t } = useTranslation(["workbench", "common", "edits", "outbox"]);
  const { view, focusNote } = useDesk();
  const { status, submit, retry } = useCommand();
  const { canAnnotate, canHide } = view.rights;
  const copyLink = <CopyLink variant="quiet" path={toNotePath(view.item.id, note.id)} />;
  const awaited = useAwaitedEdit("annotation.revised", note.id, note.version);
  if (!canAnnotate && !canHide) return <div className="th-actions">{copyLink}</div>;
  const { facts } = view.item;
  const locked = awaited === null ? null : t("edits:locked");
  const waiting = isUnderWay(status) ? t("outbox:waiting") : null;
  const resolve = async (): Promise<void> => {
    if (waiting !== null) return;
    const value = { annotation: note.id, resolved: !note.isResolved };
    await submit({ type: "annotation.resolved", facts, value, text: {} });
  };
  const remove = async (): Promise<void> => {
    if (waiting !== null || locked !== null) return;
    const value = { annotation: note.id };
    const answer = await submit({
      type: "annotation.removed",
      facts: { ...facts, expects: note.version },
      value,
      text: {},
    });
    if (answer.state === "recorded") focusNote(null);
  };
  return (
    <div className="th-actions">
      {canAnnotate && (
        <Button size="sm" variant="quiet" disabledReason={waiting} onClick={() => void resolve()}>
          {t(note.isResolved ? "reopen" : "resolve")}
        </Button>
      )}
      {note.isOwn && canAnnotate && (
        <>
          <Button size="sm" variant="quiet" disabledReason={locked} onClick={onEdit}>
            {t("common:action.edit")}
          </Button>
          <Button size="sm" variant="quiet" disabledReason={waiting ?? locked} onClick={() => void remove()}>
            {t("remove")}
          </Button>
        </>
      )}
      <HideButton note={note} reply={null} />
      {copyLink}
      <CommandStatus status={status} onRetry={retry} />
    </div>
  );
}
