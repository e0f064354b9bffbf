import { type RefObject, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useCssProperties } from "#app/ui/use-css-properties.ts";
import { PAGE_UNITS } from "#domain/annotation/target.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { KeptNotes } from "./kept-notes.tsx";
import { NoteCard } from "./note-card.tsx";
import { NoteComposer } from "./note-composer.tsx";
import { listKeptNotes, listPlacedNotes } from "./note-places.ts";
import { useAnsweredFocus } from "./use-answered-focus.ts";
import type { Composing } from "./use-composing.ts";
import { KIND_MARKS, useDesk, useFocusedId } from "./use-desk.ts";
import { type CardPlace, type MarkOfCard, PENDING_ID, useMarginLayout } from "./use-margin-layout.ts";
import { useNoteKeys } from "./use-note-keys.ts";
import { usePane } from "./viewer/use-pane.ts";

/** Notes beside their marks, each joined to its own by a line; above them those that have no place. */
export function Margin({ sheetsRef, composing }: { sheetsRef: RefObject<HTMLElement | null>; composing: Composing }) {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  const focusedId = useFocusedId();
  const ref = useRef<HTMLDivElement>(null);
  const { evidence, viewRef } = usePane();
  const placed = listPlacedNotes(view, evidence.id);
  const kept = listKeptNotes(view, evidence.id);
  const { pending, region } = composing;
  const marks = placed.map(({ note, place, region: on }) => ({
    id: note.id,
    start: place?.start ?? null,
    region: toPlace(on),
  }));
  if (pending !== null) marks.push({ id: PENDING_ID, start: pending.start, region: null });
  if (region !== null)
    marks.push({ id: PENDING_ID, start: null, region: { page: region.page, share: region.y / 100 } });
  const layout = useMarginLayout({ marginRef: ref, sheetsRef, marks, focusedId, viewRef });
  useNoteKeys();
  useAnsweredFocus({ marginRef: ref, placed, kept });
  return (
    <div
      className="margin"
      ref={ref}
      role="group"
      aria-label={view.stage === "blind" ? t("yourNotes") : t("discussion")}
    >
      {layout !== null && (
        <svg className="leaders" aria-hidden="true">
          {layout.map(({ id, flag, top }) => (
            <path
              key={id}
              className={id === focusedId || id === PENDING_ID ? "cur" : undefined}
              d={`M-14 ${flag + 10}L22 ${top + 14}`}
            />
          ))}
        </svg>
      )}
      <KeptNotes kept={kept} />
      {placed.map(({ note }) => (
        <NoteFlag key={`flag-${note.id}`} note={note} place={layout?.find((one) => one.id === note.id) ?? null} />
      ))}
      {placed.map(({ note }) => (
        <NoteCard key={note.id} note={note} place={layout?.find((one) => one.id === note.id) ?? null} />
      ))}
      {(pending !== null || region !== null) && (
        <NoteComposer
          key={pending === null ? `${region?.page}-${region?.x}-${region?.y}` : `${pending.start}-${pending.end}`}
          stretch={pending}
          region={region}
          place={layout?.find((one) => one.id === PENDING_ID) ?? null}
          resumed={composing.resumed}
          onDone={composing.cancel}
        />
      )}
      {placed.length === 0 && pending === null && region === null && view.rights.canAnnotate && (
        <p className="cap margin-empty">{t("noNotes")}</p>
      )}
    </div>
  );
}

const toPlace = (region: NoteView["region"]): MarkOfCard["region"] =>
  region === null ? null : { page: region.page, share: region.box.y / PAGE_UNITS };

/** The number of a note beside its mark. */
function NoteFlag({ note, place }: { note: NoteView; place: CardPlace | null }) {
  const { t } = useTranslation(["workbench", "threads"]);
  const { focusNote } = useDesk();
  const focusedId = useFocusedId();
  const ref = useRef<HTMLButtonElement>(null);
  useCssProperties(ref, { top: place === null ? null : `${place.flag}px` });
  return (
    <button
      ref={ref}
      type="button"
      className={place === null ? "flag unplaced" : `flag ${KIND_MARKS[note.kind]}${note.isUnread ? " unread" : ""}`}
      aria-label={`${t("openNote", { number: note.number })}${note.isUnread ? `, ${t("threads:unread")}` : ""}`}
      aria-expanded={note.id === focusedId}
      onClick={() => focusNote(note.id === focusedId ? null : note.id)}
    >
      {note.number}
    </button>
  );
}
