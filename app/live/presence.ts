import type { Awareness } from "y-protocols/awareness";
import { type EvidencePosition, type PeerPresence, toPeerPresence } from "#domain/live/presence-state.ts";
import type { Observed } from "./save-state.ts";

/** The others in a room, and what we tell them. */
export interface RoomPeers extends Observed<readonly PeerPresence[]> {
  /** Where this person reads or selects in an evidence; null when nowhere. */
  showEvidencePosition(position: EvidencePosition | null): void;
  /** Whose thread this person writes a reply to; null when none. */
  showReplyingTo(annotationId: string | null): void;
  /** Whose page this person has open, for the panel's room; null when no item's. */
  showItem(itemId: string | null): void;
  stop(): void;
}

/**
 * The peers of a room, one for each open page, in the order of their client ids; this page is left out.
 *
 * Who they are comes from the server's stamp, so a peer without one is not shown. The caret in the prose is the
 * editor's own field in the same awareness.
 */
export function watchPeers(awareness: Awareness): RoomPeers {
  const listeners = new Set<() => void>();
  let peers = listPeers();

  function listPeers(): readonly PeerPresence[] {
    return [...awareness.getStates()]
      .filter(([clientId]) => clientId !== awareness.clientID)
      .sort(([a], [b]) => a - b)
      .flatMap(([clientId, state]) => toPeerPresence(clientId, state) ?? []);
  }

  const onChange = (): void => {
    const next = listPeers();
    // Carets move with every letter, this page's own as well: what is shown of peers changes seldom, and a page with a
    // long list of notes takes long to draw.
    if (JSON.stringify(next) === JSON.stringify(peers)) return;
    peers = next;
    for (const listener of listeners) listener();
  };
  awareness.on("change", onChange);

  return {
    get: () => peers,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    showEvidencePosition: (position) => awareness.setLocalStateField("evidence", position),
    showReplyingTo: (annotationId) => awareness.setLocalStateField("replyingTo", annotationId),
    showItem: (itemId) => awareness.setLocalStateField("item", itemId),
    stop: () => awareness.off("change", onChange),
  };
}
