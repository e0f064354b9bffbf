import { useEffect, useMemo, useState } from "react";
import type { PeerPresence } from "#domain/live/presence-state.ts";
import type { RoomClient } from "#app/live/room-provider.ts";
import { usePeersOf } from "#app/live/use-observed.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";

/**
 * Tells the panel which item is read here, and says who else reads it: once it is opened, and never before. Before that
 * a member at work is one of those whom the board counts.
 */
export function useViewers({ item, actorId, stage }: WorkbenchView, peers: readonly PeerPresence[]) {
  const [board, setBoard] = useState<RoomClient | null>(null);
  const panelPeers = usePeersOf(board);
  const isMember = actorId !== null && stage !== "re-review";
  const isShown = actorId !== null && (stage === "reconcile" || stage === "final");
  useEffect(() => board?.peers.showItem(isShown ? item.id : null), [board, isShown, item.id]);
  const viewers = useMemo(() => {
    // Those in the item's own room first: only they say where in the evidence they are.
    const here = [...peers, ...panelPeers.filter((peer) => peer.item === item.id)];
    const others = here.filter((peer) => peer.user.actorId !== actorId);
    return others.filter((peer, index) => others.findIndex((one) => one.user.actorId === peer.user.actorId) === index);
  }, [peers, panelPeers, item.id, actorId]);
  // A chair may have several pages open; one that is on an item says more than one that is not.
  const chairs = panelPeers.filter(({ user, item: at }) => user.role === "chair" && at !== null);
  const chairItemId = chairs.find((peer) => peer.user.actorId !== actorId)?.item ?? null;
  return { viewers, chairItemId, boardPath: isMember ? `board/${item.panelId}` : null, onBoardRoom: setBoard };
}
