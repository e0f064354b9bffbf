import { useEffect, useState, useSyncExternalStore } from "react";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import { parseRoomName, ROOM_PATH_PREFIX } from "#domain/live/room-name.ts";
import { connectRoom, type RoomClient } from "./room-provider.ts";
import type { SaveState } from "./save-state.ts";

const NO_PEERS: readonly PeerPresence[] = [];
const neverChanges = (): (() => void) => () => undefined;

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

/** `offline` while there is no room. */
export function useSaveState(client: RoomClient | null): SaveState {
  const get = (): SaveState => client?.saveState.get() ?? "offline";
  return useSyncExternalStore(client?.saveState.subscribe ?? neverChanges, get, () => "offline");
}

/** The others in the room, empty while there is none. */
export function useRoomPeers(client: RoomClient | null): readonly PeerPresence[] {
  const get = (): readonly PeerPresence[] => client?.peers.get() ?? NO_PEERS;
  return useSyncExternalStore(client?.peers.subscribe ?? neverChanges, get, () => NO_PEERS);
}
