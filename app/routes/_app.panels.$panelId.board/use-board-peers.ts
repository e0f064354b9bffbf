import type { PeerPresence } from "#domain/live/presence-state.ts";
import { usePeersOf } from "#app/live/use-observed.ts";
import { useRoom } from "#app/live/use-room.ts";
import type { BoardView } from "../../../server/services/board/read-board.ts";

/**
 * Members whom the panel's room shows, one for each open page; empty for others, and before the opening, when being in
 * the room only counts.
 */
export function useBoardPeers({ panel, presence }: Pick<BoardView, "panel" | "presence">): readonly PeerPresence[] {
  const room = useRoom(presence.canJoin ? `board/${panel.panelId}` : null, null);
  return usePeersOf(room);
}
