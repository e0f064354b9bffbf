import { useEffect, useState } from "react";
import { parseRoomName, ROOM_PATH_PREFIX } from "#domain/live/room-name.ts";
import { connectRoom, type RoomClient } from "./room-provider.ts";

/**
 * Joins a room while the component is mounted. On the server, and before the effect ran, there is none.
 *
 * @param path - the room's name as text; null joins nothing.
 * @param epoch - the document's life that the page was made for; null when it has none yet.
 */
export function useRoom(path: string | null, epoch: string | null): RoomClient | null {
  const [client, setClient] = useState<RoomClient | null>(null);
  useEffect(() => {
    const room = path === null ? null : parseRoomName(path);
    if (room === null) return;
    const url = `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}${ROOM_PATH_PREFIX}`;
    const joined = connectRoom({ url, room, params: epoch === null ? {} : { epoch } });
    setClient(joined);
    return () => {
      setClient(null);
      joined.destroy();
    };
  }, [path, epoch]);
  return client;
}
