import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { NoteCard } from "./note-card.tsx";
import type { KeptNotes as Kept } from "./note-places.ts";

/** Notes without a place in the document, each with its quote: those that are lost, and those left on purpose. */
export function KeptNotes({ kept: { lost, left } }: { kept: Kept }) {
  const { t } = useTranslation("threads");
  if (lost.length + left.length === 0) return null;
  return (
    <div className="kept" data-kept>
      {lost.length > 0 && (
        <Group title={t("kept.lost")} notes={lost} isOpen={lost.some((note) => note.isOwn)}>
          <p className="cap">{t("kept.lostText")}</p>
        </Group>
      )}
      {left.length > 0 && <Group title={t("kept.left")} notes={left} isOpen={false} />}
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly notes: readonly NoteView[];
  /** Whether it stands open at first, where the margin has room: somebody is asked something in it. */
  readonly isOpen: boolean;
  readonly children?: ReactNode;
}

function Group({ title, notes, isOpen, children }: GroupProps) {
  const format = useFormat();
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const details = ref.current;
    const margin = details?.closest(".margin");
    // Without a margin of its own the list would lie over the page.
    if (!details || !margin || getComputedStyle(margin).display === "contents") return;
    details.open = isOpen;
  }, [isOpen]);
  return (
    <details ref={ref}>
      <summary>
        <h2 className="h3">{title}</h2>
        <span className="cap">{format.count(notes.length)}</span>
      </summary>
      <div className="kept-list scroll">
        {children}
        {notes.map((note) => (
          <NoteCard key={note.id} note={note} place={null} isKept />
        ))}
      </div>
    </details>
  );
}
