import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import { isUnderWay, useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Keys } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { Act } from "#domain/event/act.ts";
import { toMentions } from "#domain/event/annotation-events.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import { MentionField, MentionLine } from "./mention-field.tsx";
import { makeFormKeys } from "./form-keys.ts";
import { useKeptWords } from "./kept-words.ts";
import { keepMentioned } from "./mention-text.ts";
import { useDesk } from "./use-desk.ts";
import { type Said, useMentionToken } from "./use-mentions.ts";
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

/** What was typed on while the reply was on its way. */
function withoutSent(said: Said, sent: Said | null, toToken: (actorId: string) => string): Said {
  if (sent === null) return NOTHING_SAID;
  const isBehind = said.body.startsWith(sent.body);
  const body = isBehind ? said.body.slice(sent.body.length).trimStart() : said.body;
  return { body, mentions: keepMentioned(said.mentions, { before: said.body, after: body }, toToken) };
}

/** A reply while it is written: kept while its card is closed, and by the outbox once it is sent. */
function useReply(note: NoteView, focus: () => void) {
  const { view, room } = useDesk();
  const kept = useKeptWords(`${note.id} reply`);
  const [said, setSaid] = useState<Said>(() => kept.find() ?? NOTHING_SAID);
  const { status, submit, retry } = useCommand();
  const toToken = useMentionToken();
  /** What the field has as of the last letter, and what of it was sent. */
  const words = useRef(said);
  const sent = useRef<Said | null>(null);
  const resumed = useResumed("message.posted", ({ value }) => value.annotation === note.id);
  const canReply = view.rights.canAnnotate;
  const say = (next: Said): void => {
    words.current = next;
    setSaid(next);
    kept.keep({ ...next, resumed: resumed?.command });
  };
  const show = (isTyping: boolean): void => room?.peers.showReplyingTo(isTyping ? note.id : null);
  const send = async (): Promise<void> => {
    const body = said.body.trim();
    if (!canReply || body === "" || isUnderWay(status)) return;
    sent.current = said;
    kept.drop();
    const value = { message: ulid(), annotation: note.id, mentions: [...said.mentions] };
    await submit({ type: "message.posted", facts: view.item.facts, value, text: { body } }, resumed?.command);
  };
  useWhenResumed(resumed, (act) => {
    // Once: from then on they are what is being written.
    if (kept.find()?.resumed !== resumed?.command) say(joinWords(act, said));
    focus();
  });
  useWhenRecorded(status, () => {
    const rest = withoutSent(words.current, sent.current, toToken);
    // Before the next letter: it would put back what the field still shows.
    queueMicrotask(() => flushSync(() => say(rest)));
    if (rest.body !== "") return;
    queueMicrotask(kept.drop);
    show(false);
  });
  return { said, say, show, send, canReply, status, retry };
}

/** A reply under the focused note; the others see that it is being written. */
export function ReplyBox({ note }: { note: NoteView }) {
  const { t } = useTranslation(["workbench", "common", "outbox"]);
  const { view } = useDesk();
  const { hasKeys } = usePane();
  const ref = useRef<HTMLTextAreaElement>(null);
  const focus = (): void => ref.current?.focus();
  const { said, say, show, send, canReply, status, retry } = useReply(note, focus);
  const { body } = said;
  const hint = view.stage === "reconcile" ? t("keys.reply") : undefined;
  const key = { id: "workbench.reply", code: "KeyR", keys: ["R"], label: t("keys.reply"), hint, run: focus };
  useShortcuts(canReply && hasKeys ? [key] : []);
  if (!canReply && body === "") return null;
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
            say(next);
            show(next.body !== "");
          }}
          onBlur={() => show(false)}
          onKeyDown={makeFormKeys({ send: () => void send(), leave: () => ref.current?.blur() })}
        />
        {body === "" && <Keys keys={["R"]} />}
      </div>
      <MentionLine said={said} onChange={say} />
      {!canReply && <ClosedNotice />}
      {canReply && body.trim() !== "" && (
        <Button
          size="sm"
          variant="primary"
          shortcut="Ctrl Enter"
          disabledReason={isUnderWay(status) ? t("outbox:waiting") : null}
          onClick={() => void send()}
        >
          {t("common:action.send")}
        </Button>
      )}
      {status.state !== "idle" && status.state !== "sending" && status.state !== "recorded" && (
        <CommandStatus status={status} onRetry={retry} />
      )}
    </div>
  );
}
