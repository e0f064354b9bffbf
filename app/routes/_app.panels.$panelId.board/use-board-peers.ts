import type { PeerPresence } from "#domain/live/presence-state.ts";
import { usePeersOf } from "#app/live/use-observed.ts";
import { useRoom } from "#app/live/use-room.ts";
import type { BoardView } from "../../../server/services/board/read-board.ts";

/** Members whom the panel's room shows, one for each open page; empty before the opening and for others. */
export function useBoardPeers({ panel, presence }: Pick<BoardView, "panel" | "presence">): readonly PeerPresence[] {
  // A room of its own life for each phase of presence: nobody keeps a socket that was let in for counting only.
  const room = useRoom(presence.canJoin && presence.isOpen ? `board/${panel.panelId}` : null, null);
  return usePeersOf(room);
}
