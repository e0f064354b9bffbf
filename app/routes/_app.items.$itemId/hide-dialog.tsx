import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "#app/live/use-commands.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { TextArea } from "#app/ui/field.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { usePersonName } from "#app/ui/person-chip.tsx";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import type { HiddenView, NoteView, ReplyView } from "../../../server/services/workbench/workbench-view.ts";
import { makeFormKeys } from "./form-keys.ts";
import { useDesk, useFace } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/** What the chair hides or shows again: a whole note, or one reply. */
interface Hideable {
  readonly note: NoteView;
  readonly reply: ReplyView | null;
}

/** For the chair only: hides what is shown, shows what is hidden, each with a reason. */
export function HideButton({ note, reply }: Hideable) {
  const { t } = useTranslation("threads");
  const { rights } = useDesk().view;
  const [isOpen, setOpen] = useState(false);
  const title = useHideTitle({ note, reply });
  if (!rights.canHide) return null;
  const isHidden = (reply ?? note).hidden !== null;
  return (
    <>
      {reply === null ? (
        <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
          {t(isHidden ? "hide.undo" : "hide.action")}
        </Button>
      ) : (
        <IconButton icon="hidden" className="sm" label={title} onClick={() => setOpen(true)} />
      )}
      <HideDialog note={note} reply={reply} title={title} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function useHideTitle({ note, reply }: Hideable): string {
  const { t } = useTranslation("threads");
  const toFace = useFace();
  const getName = usePersonName();
  if (reply === null) return t(note.hidden === null ? "hide.note" : "hide.showNote", { number: note.number });
  const person = getName(toFace(reply.authorId));
  return t(reply.hidden === null ? "hide.reply" : "hide.showReply", { person });
}

interface HideDialogProps extends Hideable {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function HideDialog({ note, reply, title, isOpen, onClose }: HideDialogProps) {
  const { t } = useTranslation(["threads", "common"]);
  const { view } = useDesk();
  const [reason, setReason] = useState("");
  const command = useCommand();
  useWhenRecorded(command.status, () => {
    setReason("");
    onClose();
  });
  const isHidden = (reply ?? note).hidden !== null;
  const isShort = reason.trim().length < REASON_LENGTH_MIN;
  const send = (): void => {
    if (isShort || command.status.state === "sending") return;
    const value = { annotation: note.id, message: reply?.id ?? null, hidden: !isHidden };
    const text = { reason: reason.trim() };
    void command.submit({ type: "annotation.hidden", facts: view.item.facts, value, text });
  };
  const footer = (
    <>
      <Button
        variant={isHidden ? "office" : "negative"}
        shortcut="Ctrl Enter"
        disabledReason={isShort ? t("hide.reasonMissing", { count: REASON_LENGTH_MIN }) : null}
        onClick={send}
      >
        {t(isHidden ? "hide.undo" : "hide.action")}
      </Button>
      <Button onClick={onClose}>{t("common:action.cancel")}</Button>
    </>
  );
  return (
    // A press in the dialog is none on the card below it.
    <div className="contents" onClick={(event) => event.stopPropagation()}>
      <Dialog isOpen={isOpen} onClose={onClose} title={title} footer={footer}>
        <div onKeyDown={makeFormKeys({ send })}>
          <p className="sec mb2">{t(isHidden ? "hide.showText" : "hide.text")}</p>
          <TextArea
            label={t("hide.reason")}
            hint={t("hide.reasonHint", { count: REASON_LENGTH_MIN })}
            required
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <CommandStatus status={command.status} onRetry={command.retry} />
        </div>
      </Dialog>
    </div>
  );
}

/** Where words were taken from the page: who did it, and why. Their author still reads them, and is told so. */
export function HiddenNotice({ hidden, isOwn }: { hidden: HiddenView | null; isOwn: boolean }) {
  const { t } = useTranslation("threads");
  if (hidden === null) return null;
  return (
    <span className="hidden-notice">
      <Icon name="hidden" size="xs" />
      <span>
        <FreeText text={t("hide.done", { reason: hidden.reason })} /> {isOwn && t("hide.own")}
      </span>
    </span>
  );
}
