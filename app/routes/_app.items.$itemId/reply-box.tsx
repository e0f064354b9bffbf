import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Keys } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import { useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/** A reply under the focused note; the others see that it is being written. */
export function ReplyBox({ note }: { note: NoteView }) {
  const { t } = useTranslation(["workbench", "common"]);
  const { view, room } = useDesk();
  const [body, setBody] = useState("");
  const ref = useRef<HTMLTextAreaElement>(null);
  const { status, submit, retry } = useCommand();
  const canReply = view.rights.canAnnotate;
  const hint = view.stage === "reconcile" ? t("keys.reply") : undefined;
  useShortcuts(
    canReply
      ? [
          {
            id: "workbench.reply",
            code: "KeyR",
            keys: ["R"],
            label: t("keys.reply"),
            hint,
            run: () => ref.current?.focus(),
          },
        ]
      : [],
  );
  const show = (isTyping: boolean): void => room?.peers.showReplyingTo(isTyping ? note.id : null);
  const send = async (): Promise<void> => {
    if (!canReply || body.trim() === "" || status.state === "sending") return;
    const value = { message: ulid(), annotation: note.id, mentions: [] };
    await submit({ type: "message.posted", facts: view.item.facts, value, text: { body: body.trim() } });
  };
  useWhenRecorded(status, () => {
    setBody("");
    show(false);
  });
  if (!canReply && body === "") return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape") ref.current?.blur();
  };
  return (
    <div className="th-reply">
      <label className="field">
        <span className="sr">{t("reply")}</span>
        <textarea
          ref={ref}
          rows={1}
          value={body}
          readOnly={!canReply}
          placeholder={t("reply")}
          onChange={(event) => {
            setBody(event.target.value);
            show(event.target.value !== "");
          }}
          onBlur={() => show(false)}
          onKeyDown={onKeyDown}
        />
        {body === "" && <Keys keys={["R"]} />}
      </label>
      {!canReply && <ClosedNotice />}
      {canReply && body.trim() !== "" && (
        <Button size="sm" variant="primary" shortcut="Ctrl Enter" onClick={() => void send()}>
          {t("common:action.send")}
        </Button>
      )}
      {status.state !== "idle" && status.state !== "sending" && status.state !== "recorded" && (
        <CommandStatus status={status} onRetry={retry} />
      )}
    </div>
  );
}
