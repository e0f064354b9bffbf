import { LIVE_LIMITS } from "../domain/live/live-limits.ts";
import { stampPresence, toBoardState } from "../domain/live/presence-state.ts";
import { encodePresence, type PresenceEntry } from "./frames.ts";
import type { RoomAccess } from "./room-access.ts";
import { type RoomConnection, toWire } from "./room-connection.ts";

/** Client ids that one socket may speak for: its document's, and a spare for a page that renews it. */
const CLAIMS_MAX = 4;
/** Client ids of people who left that are remembered: enough for those whose pages may still re-send them. */
const DEPARTED_MAX = 1_000;

/** `json` carries the server's stamp. */
interface Peer extends PresenceEntry {
  readonly connection: RoomConnection;
  /** On a board: which item it names, and what those hear who may not know of that item. */
  readonly named: { readonly item: string; readonly withoutItem: string } | null;
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
  /** The same, to one that asks; a question that follows the last answer too soon is left out. */
  answer(connection: RoomConnection): void;
  /**
   * Its access changed. Between `count` and `full` the others appear or disappear, and it does to them; peers that name
   * an item which it may not know of any more disappear until they say something again.
   */
  changeAccess(connection: RoomConnection, before: RoomAccess): void;
  /** The connection is gone, and with it its peers' view of it. */
  remove(connection: RoomConnection): void;
  stop(): void;
}

export interface CreateRoomPresenceOptions {
  readonly connections: ReadonlySet<RoomConnection>;
  /** True when the client id is this account's, or nobody's: then it is this account's from now on. */
  readonly claim: (clientId: number, accountId: string) => boolean;
  /** Nobody here speaks for that client id any more. */
  readonly release: (clientId: number) => void;
  /** The committed state vector: where a client resyncs from that was too slow for a frame. */
  readonly stateVector: () => Uint8Array;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}

export function createRoomPresence(options: CreateRoomPresenceOptions): RoomPresence {
  const { connections, claim, release, stateVector } = options;
  const peers = new Map<number, Peer>();
  /** Also of those who left: what others re-send of them must not bring them back. */
  const clocks = new Map<number, number>();
  /** Those who left, the first first. */
  const departed = new Set<number>();
  const { announce, stop } = createAnnouncer(options);
  const answeredAt = new WeakMap<RoomConnection, number>();

  function sendAll(connection: RoomConnection): void {
    if (connection.access.mode !== "full") return;
    const visible = [...peers.values()].filter(isFullPeer);
    if (visible.length > 0) connection.offer(toWire(encodeFor(connection, visible)), stateVector);
  }

  return {
    receive: (connection, entries) => {
      for (const { clientId, clock, json } of entries) {
        const isOwn = peers.get(clientId)?.connection === connection;
        const clockKnown = clocks.get(clientId) ?? -1;
        if (json === "null" ? !isOwn || clock < clockKnown : clock <= clockKnown) continue;
        if (!connection.claims.has(clientId) && connection.claims.size >= CLAIMS_MAX) continue;
        if (!claim(clientId, connection.access.accountId)) continue;
        connection.claims.add(clientId);
        departed.delete(clientId);
        const peer = toPeer(connection, { clientId, clock, json });
        if (peer === null) return false;
        clocks.set(clientId, clock);
        if (peer.json === "null") peers.delete(clientId);
        else peers.set(clientId, peer);
        announce(peer);
      }
      return true;
    },
    sendAll,
    answer: (connection) => {
      const at = options.now();
      if (at - (answeredAt.get(connection) ?? -Infinity) < LIVE_LIMITS.presenceIntervalMs) return;
      answeredAt.set(connection, at);
      sendAll(connection);
    },
    changeAccess: (connection, before) => {
      const isFull = connection.access.mode === "full";
      const others = [...peers.values()].filter((peer) => peer.connection !== connection && isFullPeer(peer));
      if (before.mode === connection.access.mode) return hideNamed(others, connection, before);
      if (others.length > 0)
        connection.send(isFull ? encodeFor(connection, others) : encodePresence(others.map(toGone)));
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
        announce(toGone(peer));
      }
      for (const clientId of connection.claims) departed.add(clientId);
      for (const clientId of takeBeyond(departed, DEPARTED_MAX)) {
        clocks.delete(clientId);
        release(clientId);
      }
    },
    stop,
  };
}

/** Gathers what peers show, and sends the latest of each at most once in a frame's time. */
function createAnnouncer({ connections, stateVector, now }: CreateRoomPresenceOptions) {
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

  return {
    announce: (peer: Peer): void => {
      changed.set(peer.clientId, peer);
      if (timer !== null) return;
      timer = setTimeout(flush, Math.max(0, flushedAt + LIVE_LIMITS.presenceIntervalMs - now()));
    },
    stop: (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** Takes the first ones out of a set until it is small enough. */
function takeBeyond(from: Set<number>, sizeMax: number): number[] {
  const taken = [...from].slice(0, Math.max(0, from.size - sizeMax));
  for (const one of taken) from.delete(one);
  return taken;
}

/** Takes away peers that name what this one may not know of any more; they come back with what they say next. */
function hideNamed(others: readonly Peer[], connection: RoomConnection, before: RoomAccess): void {
  const gone = others.filter(({ named }) => before.items?.has(named?.item ?? "") && !mayName(connection, named));
  if (connection.access.mode === "full" && gone.length > 0) connection.send(encodePresence(gone.map(toGone)));
}

/** Takes a peer away from all who see others. */
function hide(peer: Peer, connections: ReadonlySet<RoomConnection>, stateVector: () => Uint8Array): void {
  const frame = toWire(encodePresence([toGone(peer)]));
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
  const frame = toWire(encodePresence(open));
  const isNamed = open.some(({ named }) => named !== null);
  for (const connection of connections) {
    const isFull = connection.access.mode === "full";
    const own = isFull ? [] : all.filter((peer) => peer.connection === connection);
    if (isFull && open.length > 0) connection.offer(isNamed ? toWire(encodeFor(connection, open)) : frame, stateVector);
    if (own.length > 0) connection.offer(toWire(encodePresence(own)), stateVector);
  }
}

/** Each peer as this receiver may see it. */
function encodeFor(receiver: RoomConnection, peers: readonly Peer[]): Uint8Array {
  return encodePresence(
    peers.map((peer) => {
      const isSeen = peer.connection === receiver || mayName(receiver, peer.named);
      return isSeen || peer.named === null ? peer : { ...peer, json: peer.named.withoutItem };
    }),
  );
}

function mayName({ access }: RoomConnection, named: Peer["named"]): boolean {
  return named === null || access.items === null || access.items.has(named.item);
}

const toGone = (peer: Peer): Peer => ({ ...peer, json: "null", named: null });

function isFullPeer(peer: Peer): boolean {
  return peer.connection.access.mode === "full";
}

function toPeer(connection: RoomConnection, { clientId, clock, json }: PresenceEntry): Peer | null {
  if (json === "null") return { connection, clientId, clock, json, named: null };
  if (Buffer.byteLength(json) > LIVE_LIMITS.presenceBytesMax) return null;
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof state !== "object" || state === null || Array.isArray(state)) return null;
  const { presence, items } = connection.access;
  const stamp = (said: object): string => JSON.stringify(stampPresence(said as Record<string, unknown>, presence));
  if (items === null) return { connection, clientId, clock, json: stamp(state), named: null };
  const said = toBoardState(state as Record<string, unknown>);
  const { item } = said;
  const named = item === null ? null : { item, withoutItem: stamp({ item: null }) };
  return { connection, clientId, clock, json: stamp(said), named };
}
