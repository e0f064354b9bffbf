import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { isUnderWay, useCommand } from "#app/live/use-commands.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import type { NoteView, ReplyView } from "../../../server/services/workbench/workbench-view.ts";
import { AwaitedWords } from "./awaited-words.tsx";
import { HiddenNotice, HideButton } from "./hide-dialog.tsx";
import { useKeptWords } from "./kept-words.ts";
import { makeFormKeys } from "./form-keys.ts";
import { MentionField, MentionLine } from "./mention-field.tsx";
import { ReplyConflict } from "./reply-conflict.tsx";
import { useAwaitedEdit } from "./use-awaited-edit.ts";
import { useDesk, useFace } from "./use-desk.ts";
import type { Said } from "./use-mentions.ts";
import { type Resumed, useResumed, useWhenResumed } from "./use-resumed.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/** One reply of a thread: its author edits it, the chair hides it. */
export function Reply({ note, reply }: { note: NoteView; reply: ReplyView }) {
  const { t } = useTranslation(["threads", "edits"]);
  const format = useFormat();
  const toFace = useFace();
  const { rights } = useDesk().view;
  const [isEditing, setEditing] = useState(false);
  const awaited = useAwaitedEdit("message.revised", reply.id, reply.version);
  const { authorId, body, editedAt, hidden, isOwn } = reply;
  const resumed = useResumed("message.revised", ({ value }) => value.message === reply.id);
  useWhenResumed(resumed, () => setEditing(true));
  return (
    <div className="rep">
      <PersonChip person={toFace(authorId)} size="sm" />
      {isEditing ? (
        <ReplyEditor note={note} reply={reply} resumed={resumed} onDone={() => setEditing(false)} />
      ) : (
        <span>
          <FreeText text={body} />
          {editedAt !== null && <span className="cap"> {t("reply.edited", { at: format.dayTime(editedAt) })}</span>}
          <HiddenNotice hidden={hidden} isOwn={isOwn} />
          {awaited !== null && <AwaitedWords body={awaited.act.text.body} row={awaited.row} />}
        </span>
      )}
      {!isEditing && (
        <span className="rep-actions">
          {isOwn && rights.canAnnotate && hidden === null && (
            <IconButton
              icon="pencil"
              className="sm"
              label={awaited === null ? t("reply.edit") : `${t("reply.edit")}. ${t("edits:locked")}`}
              aria-disabled={awaited !== null}
              onClick={() => void (awaited === null && setEditing(true))}
            />
          )}
          <HideButton note={note} reply={reply} />
        </span>
      )}
      {isOwn && <ReplyConflict note={note} reply={reply} onDone={() => setEditing(false)} />}
    </div>
  );
}

interface ReplyEditorProps {
  readonly note: NoteView;
  readonly reply: ReplyView;
  readonly resumed: Resumed<"message.revised"> | null;
  readonly onDone: () => void;
}

/** A new version of an own reply; the log keeps the earlier ones. */
function ReplyEditor({ note, reply, resumed, onDone }: ReplyEditorProps) {
  const { t } = useTranslation(["threads", "common", "edits", "outbox"]);
  const { view } = useDesk();
  const kept = useKeptWords(reply.id);
  // As with a note: what came since is shown beside these words, never written over.
  const [upon] = useState(() => kept.find()?.upon ?? reply.version);
  const [said, setSaid] = useState<Said>(() =>
    resumed === null
      ? (kept.find() ?? { body: reply.body, mentions: reply.mentions })
      : { body: resumed.act.text.body, mentions: resumed.act.value.mentions },
  );
  const command = useCommand();
  const isSent = isUnderWay(command.status);
  const isLocked = useAwaitedEdit("message.revised", reply.id, reply.version) !== null;
  const close = (): void => {
    kept.drop();
    onDone();
  };
  useWhenRecorded(command.status, close);
  const leave = (): void => {
    if (!isSent) kept.keep({ ...said, upon });
    onDone();
  };
  const save = async (): Promise<void> => {
    const { body, mentions } = said;
    if (body.trim() === "" || isSent || isLocked) return;
    const facts = { ...view.item.facts, expects: upon };
    const value = { message: reply.id, annotation: note.id, version: upon + 1, mentions: [...mentions] };
    await command.submit({ type: "message.revised", facts, value, text: { body: body.trim() } }, resumed?.command);
  };
  return (
    <div className="note-form" onKeyDown={makeFormKeys({ send: () => void save(), leave })}>
      <MentionField
        label={t("reply.text")}
        className="input"
        rows={2}
        hasFocus
        said={said}
        onChange={setSaid}
        isReadOnly={!view.rights.canAnnotate || isSent}
      />
      <MentionLine said={said} onChange={setSaid} isReadOnly={isSent} />
      <div className="row">
        <Button
          size="sm"
          variant="primary"
          disabledReason={isSent ? t("outbox:waiting") : isLocked ? t("edits:locked") : null}
          onClick={() => void save()}
        >
          {t("common:action.save")}
        </Button>
        <Button size="sm" onClick={close}>
          {t(isSent ? "common:action.close" : "common:action.cancel")}
        </Button>
      </div>
      <CommandStatus status={command.status} onRetry={command.retry} />
    </div>
  );
}
