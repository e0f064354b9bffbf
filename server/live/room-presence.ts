import { LIVE_LIMITS } from "../domain/live/live-limits.ts";
import { stampPresence } from "../domain/live/presence-state.ts";
import { encodePresence, type PresenceEntry } from "./frames.ts";
import type { RoomConnection } from "./room-connection.ts";

/** Client ids that one socket may speak for: its document's, and a spare for a page that renews it. */
const CLAIMS_MAX = 4;

/** `json` carries the server's stamp. */
interface Peer extends PresenceEntry {
  readonly connection: RoomConnection;
}

/** Who is in a room, and where: in memory only, stamped by the server. */
export interface RoomPresence {
  /**
   * Takes a client's frame. Stale clocks and ids of others are left out silently: stock clients re-send what they hear.
   *
   * @returns false when its own state is no object, or larger than 1 kB.
   */
  receive(connection: RoomConnection, entries: readonly PresenceEntry[]): boolean;
  /** Sends a connection all that it may see. */
  sendAll(connection: RoomConnection): void;
  /** Its access changed between `count` and `full`: the others appear or disappear, and it does to them. */
  changeMode(connection: RoomConnection): void;
  /** The connection is gone, and with it its peers' view of it. */
  remove(connection: RoomConnection): void;
  stop(): void;
}

export interface CreateRoomPresenceOptions {
  readonly connections: ReadonlySet<RoomConnection>;
  /** True when the client id is this account's, or nobody's: then it is this account's from now on. */
  readonly claim: (clientId: number, accountId: string) => boolean;
  /** The committed state vector: where a client resyncs from that was too slow for a frame. */
  readonly stateVector: () => Uint8Array;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}

export function createRoomPresence({ connections, claim, stateVector, now }: CreateRoomPresenceOptions): RoomPresence {
  const peers = new Map<number, Peer>();
  /** Also of those who left: what others re-send of them must not bring them back. */
  const clocks = new Map<number, number>();
  /** What goes out with the next frame; the latest state of each client. */
  const changed = new Map<number, Peer>();
  let timer: NodeJS.Timeout | null = null;
  let flushedAt = -Infinity;

  function flush(): void {
    timer = null;
    flushedAt = now();
    const all = [...changed.values()];
    changed.clear();
    sendPeers(all, connections, stateVector);
  }

  function announce(peer: Peer): void {
    changed.set(peer.clientId, peer);
    if (timer !== null) return;
    timer = setTimeout(flush, Math.max(0, flushedAt + LIVE_LIMITS.presenceIntervalMs - now()));
  }

  return {
    receive: (connection, entries) => {
      for (const { clientId, clock, json } of entries) {
        const known = peers.get(clientId);
        const isOwn = known?.connection === connection;
        const clockKnown = clocks.get(clientId) ?? -1;
        if (json === "null" ? !isOwn || clock < clockKnown : clock <= clockKnown) continue;
        if (!connection.claims.has(clientId) && connection.claims.size >= CLAIMS_MAX) continue;
        if (!claim(clientId, connection.access.accountId)) continue;
        connection.claims.add(clientId);
        const peer = toPeer(connection, { clientId, clock, json });
        if (peer === null) return false;
        clocks.set(clientId, clock);
        if (peer.json === "null") peers.delete(clientId);
        else peers.set(clientId, peer);
        announce(peer);
      }
      return true;
    },
    sendAll: (connection) => {
      if (connection.access.mode !== "full") return;
      const visible = [...peers.values()].filter(isFullPeer);
      if (visible.length > 0) connection.offer(encodePresence(visible), stateVector);
    },
    changeMode: (connection) => {
      const isFull = connection.access.mode === "full";
      const others = [...peers.values()].filter((peer) => peer.connection !== connection && isFullPeer(peer));
      const shown = isFull ? others : others.map((peer) => ({ ...peer, json: "null" }));
      if (shown.length > 0) connection.send(encodePresence(shown));
      for (const peer of peers.values()) {
        if (peer.connection !== connection) continue;
        if (isFull) announce(peer);
        else hide(peer, connections, stateVector);
      }
    },
    remove: (connection) => {
      for (const peer of peers.values()) {
        if (peer.connection !== connection) continue;
        peers.delete(peer.clientId);
        announce({ ...peer, json: "null" });
      }
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** Takes a peer away from all who see others. */
function hide(peer: Peer, connections: ReadonlySet<RoomConnection>, stateVector: () => Uint8Array): void {
  const frame = encodePresence([{ ...peer, json: "null" }]);
  for (const connection of connections) {
    if (connection !== peer.connection && connection.access.mode === "full") connection.offer(frame, stateVector);
  }
}

/** A frame of each connection's own entries where it sees nobody else, of all open ones where it does. */
function sendPeers(
  all: readonly Peer[],
  connections: ReadonlySet<RoomConnection>,
  stateVector: () => Uint8Array,
): void {
  const open = all.filter(isFullPeer);
  const frame = encodePresence(open);
  for (const connection of connections) {
    const isFull = connection.access.mode === "full";
    const own = isFull ? [] : all.filter((peer) => peer.connection === connection);
    if (isFull && open.length > 0) connection.offer(frame, stateVector);
    if (own.length > 0) connection.offer(encodePresence(own), stateVector);
  }
}

function isFullPeer(peer: Peer): boolean {
  return peer.connection.access.mode === "full";
}

function toPeer(connection: RoomConnection, { clientId, clock, json }: PresenceEntry): Peer | null {
  if (json === "null") return { connection, clientId, clock, json };
  if (Buffer.byteLength(json) > LIVE_LIMITS.presenceBytesMax) return null;
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof state !== "object" || state === null || Array.isArray(state)) return null;
  const stamped = stampPresence(state as Record<string, unknown>, connection.access.presence);
  return { connection, clientId, clock, json: JSON.stringify(stamped) };
}
