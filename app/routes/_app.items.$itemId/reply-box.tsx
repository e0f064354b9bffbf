import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Keys } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { Act } from "#domain/event/act.ts";
import { toMentions } from "#domain/event/annotation-events.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import { MentionField, MentionLine } from "./mention-field.tsx";
import { useDesk } from "./use-desk.ts";
import type { Said } from "./use-mentions.ts";
import { useResumed, useWhenResumed } from "./use-resumed.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";
import { usePane } from "./viewer/use-pane.ts";

const NOTHING_SAID: Said = { body: "", mentions: [] };

/** Refused words come before what was begun since; where the field still has them, they are there once. */
function joinWords({ value, text }: Act<"message.posted">, { body, mentions }: Said): Said {
  const isSame = body.trim() === text.body || body === "";
  return {
    body: isSame ? text.body : `${text.body}\n${body}`,
    mentions: toMentions([...value.mentions, ...(body === "" ? [] : mentions)]),
  };
}

/** A reply under the focused note; the others see that it is being written. */
export function ReplyBox({ note }: { note: NoteView }) {
  const { t } = useTranslation(["workbench", "common"]);
  const { view, room } = useDesk();
  const { hasKeys } = usePane();
  const [said, setSaid] = useState(NOTHING_SAID);
  const { body, mentions } = said;
  const ref = useRef<HTMLTextAreaElement>(null);
  const { status, submit, retry } = useCommand();
  const resumed = useResumed("message.posted", ({ value }) => value.annotation === note.id);
  const canReply = view.rights.canAnnotate;
  const hint = view.stage === "reconcile" ? t("keys.reply") : undefined;
  const focus = (): void => ref.current?.focus();
  const key = { id: "workbench.reply", code: "KeyR", keys: ["R"], label: t("keys.reply"), hint, run: focus };
  useShortcuts(canReply && hasKeys ? [key] : []);
  const show = (isTyping: boolean): void => room?.peers.showReplyingTo(isTyping ? note.id : null);
  const send = async (): Promise<void> => {
    if (!canReply || body.trim() === "" || status.state === "sending") return;
    const value = { message: ulid(), annotation: note.id, mentions: [...mentions] };
    await submit(
      { type: "message.posted", facts: view.item.facts, value, text: { body: body.trim() } },
      resumed?.command,
    );
  };
  useWhenResumed(resumed, (act) => {
    setSaid((before) => joinWords(act, before));
    focus();
  });
  useWhenRecorded(status, () => {
    setSaid(NOTHING_SAID);
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
      <div className="field">
        <MentionField
          label={t("reply")}
          fieldRef={ref}
          rows={1}
          said={said}
          isReadOnly={!canReply}
          onChange={(next) => {
            setSaid(next);
            show(next.body !== "");
          }}
          onBlur={() => show(false)}
          onKeyDown={onKeyDown}
        />
        {body === "" && <Keys keys={["R"]} />}
      </div>
      <MentionLine said={said} onChange={setSaid} />
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
