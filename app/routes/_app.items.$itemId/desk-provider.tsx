import { type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import type { RoomClient } from "#app/live/room-provider.ts";
import { usePeersOf } from "#app/live/use-observed.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import type { BegunWords } from "./kept-words.ts";
import * as desk from "./use-desk.ts";
import { useHydrated } from "./use-hydrated.ts";
import { useOpenedNote } from "./use-opened-note.ts";
import { useViewers } from "./use-viewers.ts";
import type { ViewHandle } from "./viewer/use-pane.ts";

const RoomJoiner = patientLazy(() => import("./room-joiner.tsx"));

/**
 * Holds what the parts of the workbench share, and joins its rooms. What it holds changes with keys and with what
 * others do: only the parts that show it are drawn anew, as `children` stay the same.
 */
export function DeskProvider({ view, children }: { view: WorkbenchView; children: ReactNode }) {
  const [focusedId, focusNote] = useState<string | null>(null);
  const [chosen, showChosen] = useState<ScoreValue | null>(null);
  const [room, setRoom] = useState<RoomClient | null>(null);
  const unsent = useRef<desk.UnsentChange | null>(null);
  const kept = useRef(new Map<string, BegunWords>());
  const viewRef = useRef<ViewHandle | null>(null);
  const shownNote = useRef<string | null>(null);
  const peers = usePeersOf(room);
  const { viewers, chairItemId, boardPath, onBoardRoom } = useViewers(view, peers);
  const epoch = view.reconciliation?.conclusion.epoch ?? null;
  const conclusionPath = view.stage === "reconcile" && view.actorId !== null ? `conclusion/${view.item.id}` : null;
  const shared = useMemo(() => ({ view, focusNote, room, unsent, kept, showChosen, viewRef, shownNote }), [view, room]);
  const presence = useMemo(() => ({ peers, viewers, chairItemId }), [peers, viewers, chairItemId]);
  useOpenedNote({ view, focusedId, focusNote });
  return (
    <desk.DeskContext.Provider value={shared}>
      <desk.FocusedNoteContext.Provider value={focusedId}>
        <desk.ChosenContext.Provider value={chosen}>
          <desk.PresenceContext.Provider value={presence}>
            {children}
            <JoinedRoom path={conclusionPath} epoch={epoch} onRoom={setRoom} />
            <JoinedRoom path={boardPath} epoch={null} onRoom={onBoardRoom} />
          </desk.PresenceContext.Provider>
        </desk.ChosenContext.Provider>
      </desk.FocusedNoteContext.Provider>
    </desk.DeskContext.Provider>
  );
}

interface JoinedRoomProps {
  readonly path: string | null;
  readonly epoch: string | null;
  readonly onRoom: (room: RoomClient | null) => void;
}

function JoinedRoom({ path, ...room }: JoinedRoomProps) {
  const isHydrated = useHydrated();
  if (!isHydrated || path === null) return null;
  return (
    <Suspense>
      <RoomJoiner path={path} {...room} />
    </Suspense>
  );
}
