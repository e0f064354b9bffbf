import { useEffect } from "react";
import { type DraftBallot, readDraftBallot, writeDraftBallot } from "#domain/live/draft-ballot.ts";
import { DRAFT_ROOT } from "#domain/live/document-shape.ts";
import type { RoomClient } from "#app/live/room-provider.ts";
import { useRoom } from "#app/live/use-room.ts";

/** The person's own draft, joined: its prose is the room's, its ballot is read and written here. */
export interface DraftDesk {
  readonly room: RoomClient;
  readonly read: () => DraftBallot | null;
  readonly write: (ballot: DraftBallot) => void;
  /** Hears of every change of the draft, of this device and others. @returns what ends it. */
  readonly observe: (listener: () => void) => () => void;
}

export interface DraftJoinerProps {
  readonly path: string;
  readonly epoch: string | null;
  readonly onDesk: (desk: DraftDesk | null) => void;
}

/** Joins the draft's room. Loaded apart: the page is read before the library arrives. */
export default function DraftJoiner({ path, epoch, onDesk }: DraftJoinerProps) {
  const room = useRoom(path, epoch);
  useEffect(() => {
    if (room === null) return;
    const { doc } = room;
    const root = doc.getXmlFragment(DRAFT_ROOT);
    onDesk({
      room,
      read: () => readDraftBallot(doc),
      write: (ballot) => writeDraftBallot(doc, ballot),
      observe: (listener) => {
        root.observeDeep(listener);
        return () => root.unobserveDeep(listener);
      },
    });
    return () => onDesk(null);
  }, [room, onDesk]);
  return null;
}
