import { type KeyboardEvent, type RefObject, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { toPersonClass } from "#app/ui/person-chip.tsx";
import { Cursors } from "./cursors.tsx";
import { type Highlight, Sheet } from "./sheet.tsx";
import { moveSelection, type TextStretch } from "./text-selection.ts";
import { KIND_MARKS, listPlacedNotes, useDesk } from "./use-desk.ts";

export interface SheetsProps {
  readonly sheetsRef: RefObject<HTMLDivElement | null>;
  readonly extraction: Extraction;
  /** What a note is being written on. */
  readonly pending: TextStretch | null;
}

/** The pages under each other, with highlights, selections and pointers of the others. */
export function Sheets({ sheetsRef, extraction, pending }: SheetsProps) {
  const { t } = useTranslation("workbench");
  const { focusNote } = useDesk();
  const highlights = useHighlights(pending);
  const press = useCallback((id: string) => focusNote(id), [focusNote]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    if (event.ctrlKey || event.metaKey || event.altKey || sheetsRef.current === null) return;
    event.preventDefault();
    moveSelection(sheetsRef.current, event.key === "ArrowRight" ? "forward" : "backward", event.shiftKey);
  };
  return (
    <div
      className="sheets"
      ref={sheetsRef as RefObject<HTMLDivElement>}
      role="region"
      aria-label={t("sheets")}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {Array.from({ length: extraction.pageCount }, (_, index) => (
        <Sheet key={index} page={index + 1} extraction={extraction} highlights={highlights} onPress={press} />
      ))}
      <Cursors sheetsRef={sheetsRef} />
    </div>
  );
}

function useHighlights(pending: TextStretch | null): Highlight[] {
  const { t } = useTranslation("common");
  const { view, focusedId, peers } = useDesk();
  const file = view.evidence.find((one) => one.id === view.shown?.evidenceId)?.sha256;
  return useMemo(() => {
    const notes = listPlacedNotes(view).map(({ id, number, kind, place }): Highlight => {
      const mark = KIND_MARKS[kind];
      const className = id === focusedId ? `${mark} cur` : mark;
      return { id, ...place, kind: "note", className, label: `${number} ${t(`annotationKind.${mark}`)}` };
    });
    const selections = peers.flatMap(({ clientId, user, evidence }): Highlight[] => {
      if (evidence === null || evidence.evidence !== file || evidence.end <= evidence.start) return [];
      const role = user.role === "chair" ? "chair" : "expert";
      const className = `selx ${toPersonClass({ role, letter: user.letter })}`;
      const { start, end } = evidence;
      return [{ id: `peer-${clientId}`, start, end, kind: "selection", className, label: "" }];
    });
    const own: Highlight[] =
      pending === null ? [] : [{ id: "pending", ...pending, kind: "selection", className: "pending", label: "" }];
    return [...notes, ...selections, ...own];
  }, [view, focusedId, peers, file, pending, t]);
}
