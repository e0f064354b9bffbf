import { useTranslation } from "react-i18next";
import type { Act } from "#domain/event/act.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { KIND_MARKS, useDesk } from "./use-desk.ts";
import { useEditConflict } from "./use-edit-conflict.ts";

/** An own edit of a note that met another version of it; nothing when there is none. */
export function NoteConflict({ note, onDone }: { note: NoteView; onDone: () => void }) {
  const { t } = useTranslation(["conflict", "common"]);
  const { item } = useDesk().view;
  const isOf = ({ value }: Act<"annotation.revised">): boolean => value.annotation === note.id;
  const found = useEditConflict("annotation.revised", isOf, onDone);
  if (found === null) return null;
  const { command, act, actual, replace, take } = found;
  const { value, text } = act;
  const keep = (): void =>
    void replace(command, {
      type: "annotation.revised",
      facts: { ...item.facts, expects: note.version },
      value: { ...value, version: note.version + 1 },
      text,
    });
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
