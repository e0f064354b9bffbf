import { type RefObject, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useCssProperties } from "#app/ui/use-css-properties.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { NoteCard } from "./note-card.tsx";
import { NoteComposer } from "./note-composer.tsx";
import type { Composing } from "./use-composing.ts";
import { KIND_MARKS, listPlacedNotes, useDesk } from "./use-desk.ts";
import { type CardPlace, PENDING_ID, useMarginLayout } from "./use-margin-layout.ts";

/** Notes beside their marks, each joined to its own by a line; below them those whose place was lost. */
export function Margin({ sheetsRef, composing }: { sheetsRef: RefObject<HTMLElement | null>; composing: Composing }) {
  const { t } = useTranslation("workbench");
  const { view, focusedId } = useDesk();
  const ref = useRef<HTMLDivElement>(null);
  const notes = listPlacedNotes(view);
  const { pending } = composing;
  const ids = [...notes.map((note) => ({ id: note.id, start: note.place.start }))];
  if (pending !== null) ids.push({ id: PENDING_ID, start: pending.start });
  ids.sort((a, b) => a.start - b.start);
  const layout = useMarginLayout({ marginRef: ref, sheetsRef, ids: ids.map(({ id }) => id), focusedId });
  const orphans = view.notes.filter((note) => note.isOrphan);
  useNoteKeys();
  return (
    <div
      className="margin"
      ref={ref}
      role="group"
      aria-label={view.stage === "blind" ? t("yourNotes") : t("discussion")}
    >
      {layout !== null && (
        <svg className="leaders" aria-hidden="true">
          {layout.map(({ id, mark, top }) => (
            <path
              key={id}
              className={id === focusedId || id === PENDING_ID ? "cur" : undefined}
              d={`M-14 ${mark + 10}L22 ${top + 14}`}
            />
          ))}
        </svg>
      )}
      {notes.map((note) => (
        <NoteFlag key={`flag-${note.id}`} note={note} place={layout?.find((one) => one.id === note.id) ?? null} />
      ))}
      {notes.map((note) => (
        <NoteCard key={note.id} note={note} place={layout?.find((one) => one.id === note.id) ?? null} />
      ))}
      {pending !== null && (
        <NoteComposer
          key={`${pending.start}-${pending.end}`}
          stretch={pending}
          place={layout?.find((one) => one.id === PENDING_ID) ?? null}
          onDone={composing.cancel}
        />
      )}
      {notes.length === 0 && pending === null && view.rights.canAnnotate && (
        <p className="cap margin-empty">{t("noNotes")}</p>
      )}
      {orphans.length > 0 && (
        <section className="orphans" aria-label={t("orphans")}>
          <h2 className="h3">{t("orphans")}</h2>
          <p className="cap">{t("orphansText")}</p>
          {orphans.map((note) => (
            <NoteCard key={note.id} note={note} place={null} isOrphan />
          ))}
        </section>
      )}
    </div>
  );
}

/** The number of a note beside its mark. */
function NoteFlag({ note, place }: { note: NoteView; place: CardPlace | null }) {
  const { t } = useTranslation("workbench");
  const { focusedId, focusNote } = useDesk();
  const ref = useRef<HTMLButtonElement>(null);
  useCssProperties(ref, { top: place === null ? null : `${place.mark}px` });
  return (
    <button
      ref={ref}
      type="button"
      className={place === null ? "flag unplaced" : `flag ${KIND_MARKS[note.kind]}`}
      aria-label={t("openNote", { number: note.number })}
      aria-expanded={note.id === focusedId}
      onClick={() => focusNote(note.id === focusedId ? null : note.id)}
    >
      {note.number}
    </button>
  );
}

/** N and P go through the notes of this document in reading order. */
function useNoteKeys(): void {
  const { t } = useTranslation("workbench");
  const { view, focusedId, focusNote } = useDesk();
  const ids = listPlacedNotes(view).map((note) => note.id);
  const step = (by: number) => (): void => {
    const at = focusedId === null ? (by > 0 ? -1 : ids.length) : ids.indexOf(focusedId);
    const next = ids[(at + by + ids.length) % ids.length];
    if (next === undefined) return;
    focusNote(next);
    document.querySelector(`[data-note~="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const label = t("keys.notes");
  const hint = view.stage === "reconcile" ? label : undefined;
  useShortcuts([
    { id: "workbench.next-note", code: "KeyN", keys: ["N"], label, hint, run: step(1) },
    { id: "workbench.previous-note", code: "KeyP", keys: ["P"], label, hint, run: step(-1) },
  ]);
}
