import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { foldMarks } from "#app/i18n/vietnamese-text.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import type { Box } from "#app/ui/place-near.ts";
import { PickList, stepInList, toOptionId } from "./pick-list.tsx";
import { PickPopover } from "./pick-popover.tsx";
import { KIND_MARKS } from "./use-desk.ts";

export interface CitePickerProps {
  readonly notes: readonly NoteView[];
  readonly onPick: (note: NoteView) => void;
  /**
   * @param typed - what was typed to find a note and led to none; it belongs into the text.
   * @param isLeft - the person went elsewhere on the page, where the focus stays.
   */
  readonly onClose: (typed: string, isLeft: boolean) => void;
  /** The line of the text that the citation is for. */
  readonly findAnchor: () => Box;
}

/**
 * The notes that can be cited. Typing filters by number and words, marks folded; the arrows move, Enter takes one, a
 * space after a number as well. While an input method composes, every key is its own.
 */
export function CitePicker({ notes, onPick, onClose, findAnchor }: CitePickerProps) {
  const { t } = useTranslation(["prose", "workbench"]);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const found = notes.filter((note) => isFound(note, query));
  const chosen = found[Math.min(at, found.length - 1)];
  const end = (run: () => void): void => {
    // A field that is taken away loses the focus too.
    if (!isDone.current) run();
    isDone.current = true;
  };
  const pick = (note: NoteView): void => end(() => onPick(note));
  const close = (typed: string, isLeft = false): void => end(() => onClose(typed, isLeft));
  const onBlur = (): void => {
    // Another window in front is no leaving.
    if (document.activeElement !== input.current) close(query, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const exact = notes.find((note) => String(note.number) === query.trim());
    const next = stepInList(event, at, found.length);
    if (next !== null) setAt(next);
    else if (event.key === "Enter" && chosen !== undefined) pick(exact ?? chosen);
    else if (event.key === " " && exact !== undefined) pick(exact);
    else if (event.key === "Escape") close(query);
    else if (event.key === "Backspace" && query === "") close("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <PickPopover findAnchor={findAnchor}>
      <div className="cite-picker">
        <input
          ref={input}
          role="combobox"
          aria-label={t("workbench:citeNote")}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={chosen === undefined ? undefined : toOptionId(listId, chosen.id)}
          placeholder={t("pickerHint")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        />
        <PickList
          id={listId}
          label={t("workbench:citeNote")}
          options={found.map((note) => ({ id: note.id, content: <CiteOption note={note} /> }))}
          currentId={chosen?.id ?? null}
          onPick={(id) => found.filter((note) => note.id === id).forEach(pick)}
        />
        {found.length === 0 && (
          <p className="cap">{notes.length === 0 ? t("workbench:noNotesToCite") : t("pickerNothing")}</p>
        )}
      </div>
    </PickPopover>
  );
}

function CiteOption({ note }: { note: NoteView }) {
  return (
    <>
      <span className={`flag ${KIND_MARKS[note.kind]}`}>{note.number}</span>
      <span className="clip">{note.body}</span>
    </>
  );
}

function isFound({ number, body, quote }: NoteView, query: string): boolean {
  const wanted = foldMarks(query.trim());
  if (/^\d+$/.test(wanted)) return String(number).startsWith(wanted);
  return foldMarks(`${body} ${quote}`).includes(wanted);
}
