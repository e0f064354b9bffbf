import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "#app/live/use-commands.ts";
import { OutboxContext, usePending } from "#app/live/outbox/outbox-context.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { findConflict } from "./find-conflict.ts";
import { KIND_MARKS, useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/** An own edit of a note that met another version of it; nothing when there is none. */
export function NoteConflict({ note, onDone }: { note: NoteView; onDone: () => void }) {
  const { t } = useTranslation(["conflict", "common"]);
  const { item } = useDesk().view;
  const { outbox } = useContext(OutboxContext);
  const { status, replace } = useCommand();
  useWhenRecorded(status, onDone);
  const rows = usePending(item.id);
  const found = findConflict(rows, ["annotation.revised"], ({ value }) => value.annotation === note.id);
  if (found === null) return null;
  const { command, act, actual } = found;
  const { value, text } = act;
  const keep = (): void =>
    void replace(command, {
      type: "annotation.revised",
      facts: { ...item.facts, expects: note.version },
      value: { ...value, version: note.version + 1 },
      text,
    });
  const take = (): void => {
    void outbox?.discard(command);
    onDone();
  };
  const describe = (version: Pick<NoteView, "kind" | "criterion" | "body">) => (
    <>
      <span className="cap">
        {t(`common:annotationKind.${KIND_MARKS[version.kind]}`)}
        {version.criterion !== null && ` · ${version.criterion}`}
      </span>
      <blockquote className="late-reason">{version.body}</blockquote>
    </>
  );
  return (
    <ConflictDialog
      key={command}
      title={t("noteTitle")}
      mine={describe({ ...value, body: text.body })}
      standing={note.version < actual ? null : describe(note)}
      onKeep={keep}
      onTake={take}
    />
  );
}
