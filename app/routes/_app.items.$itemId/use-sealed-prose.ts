import { type MutableRefObject, useEffect, useState } from "react";
import type { JSONContent } from "@tiptap/core";
import { useSaveStateOf } from "#app/live/use-observed.ts";
import { DRAFT_ROOT } from "#domain/live/document-shape.ts";
import type { RoomClient } from "#app/live/room-provider.ts";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { type RichContent, toDocument } from "./rich-content.ts";
import type { RichTextApi } from "./rich-text.tsx";

export type SealedProse = Pick<OwnScoreView, "justification" | "cites">;

export interface SealedProseOptions {
  /** What was sealed; null where no ballot takes the place of another. */
  readonly sealed: SealedProse | null;
  readonly room: RoomClient | null;
  readonly editor: MutableRefObject<RichTextApi | null>;
}

/** Which prose another ballot begins with: the draft's where that differs, or the sealed one, taken instead. */
export type ShownProse = "draft" | "empty-draft" | "sealed";

/**
 * A replaced ballot's prose begins with the draft, which may have changed since the seal: says so, and changes one for
 * the other. What is put aside stays as it was written, so that nothing is lost by looking at both.
 *
 * @returns `shown` null where there is nothing to say: no other ballot, or the draft says what was sealed. `onContent`
 *   is told what the editor holds, until that is known.
 */
export function useSealedProse({ sealed, room, editor }: SealedProseOptions) {
  const isInStep = useSaveStateOf(room) === "saved";
  const [shown, setShown] = useState<ShownProse | null>(null);
  const [aside, setAside] = useState<JSONContent | null>(null);
  const [draft, setDraft] = useState<RichContent | null>(null);
  const [isCompared, setCompared] = useState(false);
  useEffect(() => {
    if (sealed === null || !isInStep || isCompared || room === null || draft === null) return;
    // Until the editor has drawn the document it is empty, and not the draft.
    if (draft.text === "" && hasWords(room)) return;
    setCompared(true);
    if (!isSameProse(draft, sealed)) setShown(draft.text === "" ? "empty-draft" : "draft");
  }, [sealed, room, isInStep, isCompared, draft]);
  const exchange = (): void => {
    const { current } = editor;
    if (current === null || sealed === null) return;
    const { justification: text, cites } = sealed;
    const other = aside ?? toDocument({ text, citeIds: cites.map(({ annotation }) => annotation) });
    setAside(current.copy());
    current.write(other);
    setShown(shown === "sealed" ? "draft" : "sealed");
  };
  const isWatched = sealed !== null && !isCompared;
  return { shown, exchange, onContent: isWatched ? setDraft : undefined };
}

/** Whether anything is written in a draft's document, be it a citation. */
const hasWords = ({ doc }: RoomClient): boolean => /<cite|(?:^|>)[^<]/.test(doc.getXmlFragment(DRAFT_ROOT).toJSON());

/** Whether a draft reads as what was sealed and cites the same notes, whatever their versions are by now. */
export function isSameProse({ text, citeIds }: RichContent, { justification, cites }: SealedProse): boolean {
  return text === justification && citeIds.join() === cites.map(({ annotation }) => annotation).join();
}
