import { type KeyboardEvent, type RefObject, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "#app/ui/button.tsx";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import { useBrowserLayoutEffect } from "#app/ui/use-browser-layout-effect.ts";
import type { MemberView } from "../../../server/services/workbench/workbench-view.ts";
import { PickList, toOptionId } from "./pick-list.tsx";
import { useFace } from "./use-desk.ts";
import { type Said, useMentions } from "./use-mentions.ts";

export interface MentionFieldProps {
  readonly label: string;
  readonly said: Said;
  readonly onChange: (said: Said) => void;
  readonly rows: number;
  readonly isReadOnly: boolean;
  readonly hasFocus?: boolean;
  readonly className?: string;
  /** What the field is told when the list of names does not want the key. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onBlur?: () => void;
  readonly fieldRef?: RefObject<HTMLTextAreaElement | null>;
}

/**
 * A text in which members are called on. It stays a text field to assistive technology, as a `textarea` must: the list
 * belongs to it by `aria-controls`, and the option in hand by `aria-activedescendant`.
 */
export function MentionField(props: MentionFieldProps) {
  const { label, said, onChange, rows, isReadOnly, hasFocus = false, className, onKeyDown, onBlur } = props;
  const { t } = useTranslation("threads");
  const own = useRef<HTMLTextAreaElement | null>(null);
  const fieldRef = props.fieldRef ?? own;
  const { found, current, change, pick, steer, close } = useMentions({ said, fieldRef, onChange });
  const listId = useId();
  const isOpen = current !== null;
  useBrowserLayoutEffect(() => {
    // The card gets its place in the margin after this: the browser's own scrolling would go to where it is not.
    if (hasFocus) fieldRef.current?.focus({ preventScroll: true });
  }, [hasFocus, fieldRef]);
  return (
    <>
      <textarea
        ref={fieldRef as RefObject<HTMLTextAreaElement>}
        className={className}
        rows={rows}
        aria-label={label}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? toOptionId(listId, current.actorId) : undefined}
        value={said.body}
        readOnly={isReadOnly}
        placeholder={label}
        onChange={change}
        onKeyDown={(event) => {
          steer(event);
          if (!event.defaultPrevented) onKeyDown?.(event);
        }}
        onBlur={() => {
          close();
          onBlur?.();
        }}
      />
      {isOpen && (
        <div className="mention-list">
          <PickList
            id={listId}
            label={t("mention.list")}
            options={found.map((member) => ({ id: member.actorId, content: <Member member={member} /> }))}
            currentId={current.actorId}
            onPick={pick}
          />
        </div>
      )}
      <span className="sr" role="status">
        {isOpen && t("mention.found", { count: found.length })}
      </span>
    </>
  );
}

function Member({ member: { duty, letter } }: { member: MemberView }) {
  const getName = usePersonName();
  const person = { role: duty, letter: duty === "chair" ? "" : letter };
  return (
    <>
      <PersonChip person={person} size="sm" hasText />
      <span>{getName(person)}</span>
    </>
  );
}

export interface MentionLineProps {
  readonly said: Said;
  readonly onChange: (said: Said) => void;
  readonly isReadOnly?: boolean;
}

/** Who hears of a text once it is recorded; each can be taken off again. */
export function MentionLine({ said, onChange, isReadOnly = false }: MentionLineProps) {
  const { t } = useTranslation("threads");
  const toFace = useFace();
  const getName = usePersonName();
  if (said.mentions.length === 0) return null;
  const drop = (id: string): void => onChange({ ...said, mentions: said.mentions.filter((one) => one !== id) });
  return (
    <p className="mention-line cap">
      {t("mention.who")}
      {said.mentions.map((id) => (
        <span key={id} className="row">
          <PersonChip person={toFace(id)} size="sm" />
          <IconButton
            icon="close"
            className="sm"
            disabled={isReadOnly}
            label={t("mention.drop", { person: getName(toFace(id)) })}
            onClick={() => drop(id)}
          />
        </span>
      ))}
    </p>
  );
}

/** Whom a recorded text calls on. */
export function Mentioned({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("threads");
  const toFace = useFace();
  if (ids.length === 0) return null;
  return (
    <p className="mention-line cap">
      {t("mention.who")}
      {ids.map((id) => (
        <PersonChip key={id} person={toFace(id)} size="sm" />
      ))}
    </p>
  );
}
