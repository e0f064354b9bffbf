import { createContext, type MutableRefObject, useContext } from "react";
import type { RoomClient } from "#app/live/room-provider.ts";
import { useShell } from "#app/live/use-commands.ts";
import type { Person } from "#app/ui/person-chip.tsx";
import type { AnnotationKind } from "#domain/event/annotation-events.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import type { RichContent } from "./rich-content.ts";
import type { BegunWords } from "./kept-words.ts";
import type { ViewHandle } from "./viewer/use-pane.ts";

/** A change of the own score that is written and not recorded. */
export interface UnsentChange {
  readonly from: ScoreValue;
  /** Null while only the reason is written. */
  readonly to: ScoreValue | null;
  readonly reason: RichContent;
}

/** What every part of the workbench shares. What changes while somebody types or points has a context of its own. */
export interface Desk {
  readonly view: WorkbenchView;
  readonly focusNote: (id: string | null) => void;
  /** The room of the joint conclusion; null before the opening and until it is joined. */
  readonly room: RoomClient | null;
  /** Outlives the fields in which it is written: the item may become final first. Null when nothing is written. */
  readonly unsent: MutableRefObject<UnsentChange | null>;
  /** Words that were begun in forms which are closed. */
  readonly kept: MutableRefObject<Map<string, BegunWords>>;
  readonly showChosen: (value: ScoreValue | null) => void;
  /** Moves the document that is shown; null while its pages are not there. */
  readonly viewRef: MutableRefObject<ViewHandle | null>;
  /** The note of the address that was brought into view last: whoever goes on reading is not taken back to it. */
  readonly shownNote: MutableRefObject<string | null>;
}

/** Who else is here. */
export interface Presence {
  /** In the room of the joint conclusion; empty before the opening. */
  readonly peers: readonly PeerPresence[];
  /** The others with a page of this item open, one for each person; empty before the opening. */
  readonly viewers: readonly PeerPresence[];
  /** The opened item that the panel's chair has on the screen, as far as the board knows; null for the chair. */
  readonly chairItemId: string | null;
}

export const DeskContext = createContext<Desk | null>(null);
export const FocusedNoteContext = createContext<string | null>(null);
export const ChosenContext = createContext<ScoreValue | null>(null);
export const PresenceContext = createContext<Presence>({ peers: [], viewers: [], chairItemId: null });

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk: not inside a workbench");
  return desk;
}

/** The note in the foreground; null when none. */
export const useFocusedId = (): string | null => useContext(FocusedNoteContext);

/** What the person is choosing on this item and has not sealed; null before the first choice. */
export const useChosen = (): ScoreValue | null => useContext(ChosenContext);

export const usePresence = (): Presence => useContext(PresenceContext);

/** How a pseudonym appears: by letter to those who may know the panel, else hidden. */
export function useFace(): (actorId: string) => Person {
  const { view } = useDesk();
  const { seat } = useShell();
  return (actorId) => {
    const member = view.members.find((one) => one.actorId === actorId);
    if (member !== undefined) return { role: member.duty, letter: member.duty === "chair" ? "" : member.letter };
    if (actorId === view.actorId && seat !== null) {
      return { role: seat.duty, letter: seat.duty === "chair" ? "" : seat.letter };
    }
    return { role: "hidden", letter: "" };
  };
}

/** The mark of each kind: colour, underline and flag. */
export const KIND_MARKS: Readonly<Record<AnnotationKind, "yes" | "no" | "ask" | "gap">> = {
  supports: "yes",
  contradicts: "no",
  question: "ask",
  missing: "gap",
};
