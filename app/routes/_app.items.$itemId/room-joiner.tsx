import { useEffect } from "react";
import type { RoomClient } from "#app/live/room-provider.ts";
import { useRoom } from "#app/live/use-room.ts";

export interface RoomJoinerProps {
  /** The room's name as text. */
  readonly path: string;
  readonly epoch: string | null;
  readonly onRoom: (room: RoomClient | null) => void;
}

/** Joins a room and hands it to the page. Loaded apart: the page is read before the library arrives. */
export default function RoomJoiner({ path, epoch, onRoom }: RoomJoinerProps) {
  const room = useRoom(path, epoch);
  useEffect(() => onRoom(room), [room, onRoom]);
  return null;
}
