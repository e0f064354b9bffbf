import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { FreeText } from "#app/ui/free-text.tsx";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { AwaitedWords } from "./awaited-words.tsx";
import { CitedIn } from "./cited-in.tsx";
import { EarlierVersion } from "./earlier-version.tsx";
import { HiddenNotice } from "./hide-dialog.tsx";
import { Mentioned } from "./mention-field.tsx";
import { NoteActions } from "./note-actions.tsx";
import { NoteConflict } from "./note-conflict.tsx";
import { NoteEditor } from "./note-composer.tsx";
import { Reply } from "./reply.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { ReplyConflict } from "./reply-conflict.tsx";
import { useAwaitedEdit } from "./use-awaited-edit.ts";
import { useCardInView } from "./use-card-in-view.ts";
import { useCardPlace } from "./use-card-place.ts";
import { KIND_MARKS, useDesk, useFace, useFocusedId, usePresence } from "./use-desk.ts";
import type { CardPlace } from "./use-margin-layout.ts";
import { useResumed, useWhenResumed } from "./use-resumed.ts";
import { usePane, useThreadId } from "./viewer/use-pane.ts";

export interface NoteCardProps {
  readonly note: NoteView;
  /** Null before it is measured, and for a note whose place was lost. */
  readonly place: CardPlace | null;
  /** In the list of those without a place: the quote stands in it. */
  readonly isKept?: boolean;
}

/** A note with its thread. The focused one shows replies and what can be done; the others are brief. */
export function NoteCard({ note, place, isKept = false }: NoteCardProps) {
  const { view, focusNote } = useDesk();
  const focusedId = useFocusedId();
  const [isEditing, setEditing] = useState(false);
  const ref = useCardPlace(place);
  useCardInView(ref, focusedId === note.id);
  useResumedThread(note, () => setEditing(true));
  const awaited = useAwaitedEdit("annotation.revised", note.id, note.version);
  const isFocused = focusedId === note.id;
  const isOpen = isFocused && !isEditing;
  const classes = [
    "th",
    place !== null && "placed",
    focusedId === note.id && "cur",
    note.isResolved && "resolved",
    view.stage !== "blind" && !isFocused && !isKept && "brief",
  ];
  return (
    <article
      ref={ref as RefObject<HTMLElement>}
      id={useThreadId()(note.id)}
      data-card={note.id}
      className={classes.filter(Boolean).join(" ")}
      onClick={() => focusNote(note.id)}
    >
      <NoteHead note={note} onOpen={() => focusNote(note.id)} />
      {isKept && <Quote note={note} />}
      {isEditing ? (
        <NoteEditor note={note} onDone={() => setEditing(false)} />
      ) : (
        <NoteBody note={note} isBrief={!isFocused} />
      )}
      {awaited !== null && !isEditing && <AwaitedWords body={awaited.act.text.body} row={awaited.row} />}
      <HiddenNotice hidden={note.hidden} isOwn={note.isOwn} />
      <EarlierVersion note={note} isFocused={isFocused} />
      {note.isOwn && <NoteConflict note={note} onDone={() => setEditing(false)} />}
      {!isOpen &&
        note.replies.map((reply) => reply.isOwn && <ReplyConflict key={reply.id} note={note} reply={reply} />)}
      {isOpen && (
        <>
          <CitedIn noteId={note.id} />
          {note.replies.map((reply) => (
            <Reply key={reply.id} note={note} reply={reply} />
          ))}
          <NoteActions note={note} onEdit={() => setEditing(true)} />
          {view.stage !== "blind" && note.hidden === null && <ReplyBox note={note} />}
          <WhoTypes noteId={note.id} />
        </>
      )}
    </article>
  );
}

/** Opens the thread whose refused words are taken up, and the note's own fields when they are its own. */
function useResumedThread(note: NoteView, edit: () => void): void {
  const { focusNote } = useDesk();
  const isHere = ({ value }: { value: { annotation: string } }): boolean => value.annotation === note.id;
  const show = (): void => focusNote(note.id);
  useWhenResumed(useResumed("message.posted", isHere), show);
  useWhenResumed(useResumed("message.revised", isHere), show);
  useWhenResumed(useResumed("annotation.revised", isHere), () => {
    show();
    edit();
  });
}

/** The words that the note was on, or where its region was. */
function Quote({ note }: { note: NoteView }) {
  const { t } = useTranslation("threads");
  if (note.target.kind === "region") return <p className="cap">{t("kept.region", { page: note.page })}</p>;
  return (
    <blockquote className="sec">
      <FreeText text={note.quote} />
    </blockquote>
  );
}

function NoteHead({ note, onOpen }: { note: NoteView; onOpen: () => void }) {
  const { t } = useTranslation(["common", "workbench", "threads"]);
  const format = useFormat();
  const { view } = useDesk();
  const toFace = useFace();
  const mark = KIND_MARKS[note.kind];
  const people = [...new Set([note.authorId, ...note.replies.map((reply) => reply.authorId)])];
  const isToday = format.date(note.createdAt) === format.date(view.now);
  return (
    <div className="h">
      <span className={`flag ${mark}`} aria-hidden="true">
        {note.number}
      </span>
      <button type="button" className="th-open" onClick={onOpen}>
        <b>{t(`common:annotationKind.${mark}`)}</b>
        <span className="sr">, {t("workbench:openNote", { number: note.number })}</span>
        {note.isUnread && (
          <span className="unread-dot" title={t("threads:unread")}>
            <span className="sr">, {t("threads:unread")}</span>
          </span>
        )}
      </button>
      {view.stage !== "blind" && people.map((id) => <PersonChip key={id} person={toFace(id)} size="sm" />)}
      <time dateTime={note.createdAt}>{isToday ? format.time(note.createdAt) : format.day(note.createdAt)}</time>
    </div>
  );
}

function NoteBody({ note, isBrief }: { note: NoteView; isBrief: boolean }) {
  const { t } = useTranslation(["workbench", "threads", "sheet"]);
  const { view } = useDesk();
  const { extraction } = usePane();
  const isMachineRead = note.target.kind === "text" && extraction?.pages?.[note.page - 1]?.kind === "machine-read";
  const hints = [
    isMachineRead && t("sheet:onMachineRead"),
    note.found === "fuzzy" && t("threads:similar"),
    isBrief && note.replies.length > 0 && t("replies", { count: note.replies.length }),
    note.isResolved && t("resolved"),
  ].filter((hint) => hint !== false);
  return (
    <>
      <p className="th-body">
        <FreeText text={note.body} />{" "}
        {view.stage === "blind" && note.criterion !== null && (
          <span className="cite">{t("criterion", { number: note.criterion })}</span>
        )}
      </p>
      {!isBrief && <Mentioned ids={note.mentions} />}
      {hints.length > 0 && <p className="cap">{hints.join(" · ")}</p>}
    </>
  );
}

function WhoTypes({ noteId }: { noteId: string }) {
  const { t } = useTranslation("workbench");
  const { peers } = usePresence();
  const getName = usePersonName();
  const typing = peers.find((peer) => peer.replyingTo === noteId)?.user;
  if (typing === undefined) return null;
  const person = getName({ role: typing.role === "chair" ? "chair" : "expert", letter: typing.letter });
  return <p className="cap mt1">{t("typing", { person })}</p>;
}
