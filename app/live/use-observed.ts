import { useSyncExternalStore } from "react";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import type { RoomClient } from "./room-provider.ts";
import type { Observed, SaveState } from "./save-state.ts";

const NO_PEERS: Observed<readonly PeerPresence[]> = { subscribe: () => () => undefined, get: getNoPeers };
const NO_STATE: Observed<SaveState> = { subscribe: () => () => undefined, get: () => "offline" };
const EMPTY: readonly PeerPresence[] = [];

function getNoPeers(): readonly PeerPresence[] {
  return EMPTY;
}

// These hooks know a room by its type only, so that a page can show it without loading the library that joins it.

/** The others in a room that is joined elsewhere; empty while there is none. */
export function usePeersOf(room: RoomClient | null): readonly PeerPresence[] {
  const { subscribe, get } = room?.peers ?? NO_PEERS;
  return useSyncExternalStore(subscribe, get, getNoPeers);
}

/** `offline` while there is no room. */
export function useSaveStateOf(room: RoomClient | null): SaveState {
  const { subscribe, get } = room?.saveState ?? NO_STATE;
  return useSyncExternalStore(subscribe, get, () => "offline");
}
