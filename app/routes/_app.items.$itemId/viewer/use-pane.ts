import { createContext, type MutableRefObject, type RefObject, useContext } from "react";
import type { Extraction } from "#domain/annotation/extraction.ts";
import type { EvidenceView } from "../../../../server/services/workbench/workbench-view.ts";

/** How the parts around a document move it. */
export interface ViewHandle {
  goToPage(page: number): void;
  /**
   * Brings a place of the text into the upper third of the stage.
   *
   * @param page - where to go while the text is not here, and its places are not known.
   */
  goToOffset(offset: number, page?: number): void;
  /** Where a place of the text stands, as far as it is known: px below the upper edge of the sheets. */
  locate(offset: number): number | null;
  /** The same for a share of a page's height, 0–1. */
  locateOnPage(page: number, share: number): number | null;
}

/** What the parts of one shown document share. */
export interface Pane {
  readonly evidence: EvidenceView;
  /** Null while it is on its way, and where nobody could read the text. */
  readonly extraction: Extraction | null;
  /** Keys go to it: of two documents side by side one hears them. */
  readonly hasKeys: boolean;
  readonly stageRef: RefObject<HTMLDivElement | null>;
  readonly sheetsRef: RefObject<HTMLDivElement | null>;
  /** Null until the pages are there. */
  readonly viewRef: MutableRefObject<ViewHandle | null>;
}

export const PaneContext = createContext<Pane | null>(null);

/** Id of a note's card in this pane: with two documents side by side one note can have a card in each. */
export function useThreadId(): (noteId: string) => string {
  const { position } = usePane().evidence;
  return (noteId) => `thread-${position}-${noteId}`;
}

export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (pane === null) throw new Error("usePane: not beside a document");
  return pane;
}
