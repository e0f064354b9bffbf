import { type RefObject, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useCssProperties } from "#app/ui/use-css-properties.ts";
import { PAGE_UNITS } from "#domain/annotation/target.ts";
import type { NoteView, WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import { NoteCard } from "./note-card.tsx";
import { NoteComposer } from "./note-composer.tsx";
import type { Composing } from "./use-composing.ts";
import { KIND_MARKS, useDesk } from "./use-desk.ts";
import { type CardPlace, type MarkOfCard, PENDING_ID, useMarginLayout } from "./use-margin-layout.ts";
import { usePane } from "./viewer/use-pane.ts";

/** Notes beside their marks, each joined to its own by a line; below them those whose place was lost. */
export function Margin({ sheetsRef, composing }: { sheetsRef: RefObject<HTMLElement | null>; composing: Composing }) {
  const { t } = useTranslation("workbench");
  const { view, focusedId } = useDesk();
  const ref = useRef<HTMLDivElement>(null);
  const { evidence, viewRef } = usePane();
  const notes = listNotesOn(view, evidence.id);
  const { pending, region } = composing;
  const marks = notes.map(({ id, place, region: on }) => ({ id, start: place?.start ?? null, region: toPlace(on) }));
  if (pending !== null) marks.push({ id: PENDING_ID, start: pending.start, region: null });
  if (region !== null)
    marks.push({ id: PENDING_ID, start: null, region: { page: region.page, share: region.y / 100 } });
  const layout = useMarginLayout({ marginRef: ref, sheetsRef, marks, focusedId, viewRef });
  const orphans = view.notes.filter((note) => note.isOrphan && note.evidenceId === evidence.id);
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
      {(pending !== null || region !== null) && (
        <NoteComposer
          key={pending === null ? `${region?.page}-${region?.x}-${region?.y}` : `${pending.start}-${pending.end}`}
          stretch={pending}
          region={region}
          place={layout?.find((one) => one.id === PENDING_ID) ?? null}
          onDone={composing.cancel}
        />
      )}
      {notes.length === 0 && pending === null && region === null && view.rights.canAnnotate && (
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

/** Notes of a document that have a place in it, in reading order. */
const listNotesOn = (view: WorkbenchView, evidenceId: string): NoteView[] =>
  view.notes.filter((note) => note.evidenceId === evidenceId && (note.place !== null || note.region !== null));

const toPlace = (region: NoteView["region"]): MarkOfCard["region"] =>
  region === null ? null : { page: region.page, share: region.box.y / PAGE_UNITS };

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
  const { evidence, viewRef, hasKeys } = usePane();
  const notes = listNotesOn(view, evidence.id);
  const step = (by: number) => (): void => {
    const at = focusedId === null ? (by > 0 ? -1 : notes.length) : notes.findIndex((note) => note.id === focusedId);
    const next = notes[(at + by + notes.length) % notes.length];
    if (next === undefined) return;
    focusNote(next.id);
    if (next.place !== null) viewRef.current?.goToOffset(next.place.start, next.page);
    else if (next.region !== null) viewRef.current?.goToPage(next.region.page);
  };
  const label = t("keys.notes");
  const hint = view.stage === "reconcile" ? label : undefined;
  const keys = [
    { id: "workbench.next-note", code: "KeyN", keys: ["N"], label, hint, run: step(1) },
    { id: "workbench.previous-note", code: "KeyP", keys: ["P"], label, hint, run: step(-1) },
  ];
  useShortcuts(hasKeys ? keys : []);
}
