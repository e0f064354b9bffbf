import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { KIND_MARKS } from "./use-desk.ts";

export interface CitePickerProps {
  readonly notes: readonly NoteView[];
  readonly onPick: (note: NoteView) => void;
  readonly onClose: () => void;
}

/** The notes that can be cited; arrows move, Enter or the note's number takes one. */
export function CitePicker({ notes, onPick, onClose }: CitePickerProps) {
  const { t } = useTranslation("workbench");
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    (ref.current?.querySelector("button") ?? ref.current)?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(ref.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const byNumber = notes.find((note) => String(note.number) === event.key);
    if (step === 0 && event.key !== "Escape" && byNumber === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") onClose();
    else if (byNumber !== undefined) onPick(byNumber);
    else buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div ref={ref} className="cite-picker" role="menu" aria-label={t("citeNote")} tabIndex={-1} onKeyDown={onKeyDown}>
      {notes.length === 0 && <p className="cap">{t("noNotesToCite")}</p>}
      {notes.map((note) => (
        <button key={note.id} type="button" role="menuitem" onClick={() => onPick(note)}>
          <span className={`flag ${KIND_MARKS[note.kind]}`}>{note.number}</span>
          <span className="clip">{note.body}</span>
        </button>
      ))}
    </div>
  );
}
