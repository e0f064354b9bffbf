import { type RefObject, useEffect } from "react";
import { findOffsetAt, readSelection } from "./text-selection.ts";
import { useDesk } from "./use-desk.ts";

/** At most one report in this time: presence is not worth more. */
const PAUSE_MS = 120;

interface PresenceOptions {
  readonly sheetsRef: RefObject<HTMLElement | null>;
  readonly page: number;
  /** Null for a document that others are not told of. */
  readonly evidence: { readonly sha256: string } | null;
}

/** Tells the others where this person points and what they select in the evidence, after the opening. */
export function useEvidencePresence({ sheetsRef, page, evidence }: PresenceOptions): void {
  const { room } = useDesk();
  const file = evidence?.sha256 ?? null;
  useEffect(() => {
    const sheets = sheetsRef.current;
    if (room === null || sheets === null || file === null) return;
    const show = (start: number, end: number): void =>
      room.peers.showEvidencePosition({ evidence: file, page, start, end });
    let saidAt = 0;
    let selectedEnd: number | null = null;
    const onMove = (event: PointerEvent): void => {
      if (event.timeStamp - saidAt < PAUSE_MS || readSelection(sheets) !== null) return;
      saidAt = event.timeStamp;
      const offset = findOffsetAt(event.clientX, event.clientY);
      if (offset !== null) show(offset, offset);
    };
    const onSelect = (): void => {
      const selected = readSelection(sheets);
      if (selected !== null) show(selected.start, selected.end);
      // What is not selected any more is not shown any more, also where no pointer moves.
      else if (selectedEnd !== null) show(selectedEnd, selectedEnd);
      selectedEnd = selected?.end ?? null;
    };
    show(0, 0);
    sheets.addEventListener("pointermove", onMove);
    document.addEventListener("selectionchange", onSelect);
    return () => {
      sheets.removeEventListener("pointermove", onMove);
      document.removeEventListener("selectionchange", onSelect);
      room.peers.showEvidencePosition(null);
    };
  }, [sheetsRef, room, file, page]);
}
