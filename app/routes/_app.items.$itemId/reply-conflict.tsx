import { useTranslation } from "react-i18next";
import type { Act } from "#domain/event/act.ts";
import { FreeText } from "#app/ui/free-text.tsx";
import type { NoteView, ReplyView } from "../../../server/services/workbench/workbench-view.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { useDesk } from "./use-desk.ts";
import { useEditConflict } from "./use-edit-conflict.ts";

export interface ReplyConflictProps {
  readonly note: NoteView;
  readonly reply: ReplyView;
  /** Called once one of the two stands; left out where the reply is not open. */
  readonly onDone?: () => void;
}

/** An own edit of a reply that met another version of it; nothing when there is none. */
export function ReplyConflict({ note, reply, onDone }: ReplyConflictProps) {
  const { t } = useTranslation("conflict");
  const { item } = useDesk().view;
  const isOf = ({ value }: Act<"message.revised">): boolean => value.message === reply.id;
  const found = useEditConflict("message.revised", isOf, () => onDone?.());
  if (found === null) return null;
  const { command, act, actual, replace, take } = found;
  const { value, text } = act;
  const keep = (): void =>
    void replace(command, {
      type: "message.revised",
      facts: { ...item.facts, expects: reply.version },
      value: { ...value, annotation: note.id, version: reply.version + 1 },
      text,
    });
  const quote = (body: string) => (
    <blockquote className="late-reason">
      <FreeText text={body} />
    </blockquote>
  );
  return (
    <ConflictDialog
      key={command}
      title={t("replyTitle")}
      mine={quote(text.body)}
      standing={reply.version < actual ? null : quote(reply.body)}
      onKeep={keep}
      onTake={take}
    />
  );
}
