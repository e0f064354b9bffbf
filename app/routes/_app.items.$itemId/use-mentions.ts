import { type ChangeEvent, type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePersonName } from "#app/ui/person-chip.tsx";
import { toMentions } from "#domain/event/annotation-events.ts";
import type { MemberView } from "../../../server/services/workbench/workbench-view.ts";
import { findMentionQuery, keepMentioned, type MentionName, type MentionQuery, rankMentions } from "./mention-text.ts";
import { stepInList } from "./pick-list.tsx";
import { useDesk } from "./use-desk.ts";

/** Words with whom they call on, by pseudonym. */
export interface Said {
  readonly body: string;
  readonly mentions: readonly string[];
}

export interface MentionOptions {
  readonly said: Said;
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (said: Said) => void;
}

/** Who can be called on in a text: the others of the panel, once notes are the panel's. */
function useMentionable(): readonly MemberView[] {
  const { members, actorId, stage } = useDesk().view;
  return stage === "reconcile" ? members.filter((one) => one.actorId !== actorId) : [];
}

/** The sign of a member in a text: `@B`, `@CT`. */
export function useMentionToken(): (actorId: string) => string {
  const { t } = useTranslation("common");
  const { members } = useDesk().view;
  return (actorId) => {
    const member = members.find((one) => one.actorId === actorId);
    return `@${member?.duty === "chair" ? t("roleLetter.chair") : (member?.letter ?? "?")}`;
  };
}

/**
 * Calling on members in a text field: the sign opens a list, arrows move in it, Enter or Tab takes one, Escape closes
 * it. While an input method composes, every key is its own.
 */
export function useMentions({ said, fieldRef, onChange }: MentionOptions) {
  const members = useMentionable();
  const toToken = useMentionToken();
  const getName = usePersonName();
  const [asked, setAsked] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  const toName = ({ actorId, duty, letter }: MemberView): MentionName => ({
    sign: toToken(actorId).slice(1),
    name: getName({ role: duty, letter }),
  });
  const found = asked === null ? [] : rankMentions(asked.query, members, toName);
  const current = found[Math.min(at, found.length - 1)] ?? null;
  const change = (event: ChangeEvent<HTMLTextAreaElement>): void => {
    const { value, selectionStart } = event.target;
    const mentions = keepMentioned(said.mentions, { before: said.body, after: value }, toToken);
    setAsked(members.length === 0 ? null : findMentionQuery(value, selectionStart));
    setAt(0);
    onChange({ body: value, mentions });
  };
  const pick = (actorId: string): void => {
    const field = fieldRef.current;
    if (asked === null || field === null) return;
    // By the field itself: the caret comes to stand behind what was put in.
    field.setRangeText(`${toToken(actorId)} `, asked.start, field.selectionStart, "end");
    setAsked(null);
    onChange({ body: field.value, mentions: toMentions([...said.mentions, actorId]) });
  };
  const steer = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || current === null || event.ctrlKey || event.metaKey) return;
    const next = stepInList(event, at, found.length);
    if (next !== null) setAt(next);
    else if (event.key === "Enter" || event.key === "Tab") pick(current.actorId);
    else if (event.key === "Escape") setAsked(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { found, current, change, pick, steer, close: () => setAsked(null) };
}
