import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { CLOSE } from "#domain/live/close-codes.ts";
import { type RoomName, toRoomPath } from "#domain/live/room-name.ts";
import { answerOwn } from "./answer-own.ts";
import { gatherUpdates } from "./gather-updates.ts";
import { type RoomPeers, watchPeers } from "./presence.ts";
import { type WatchedSaveState, watchSaveState } from "./save-state.ts";

/** An open room. */
export interface RoomClient {
  readonly doc: Y.Doc;
  /** For the editor's carets. */
  readonly awareness: Awareness;
  readonly provider: WebsocketProvider;
  readonly saveState: WatchedSaveState;
  readonly peers: RoomPeers;
  /** Leaves the room; a document or awareness that was handed in stays open. */
  destroy(): void;
}

export interface ConnectRoomOptions {
  /** Where rooms live, without the room's name: `wss://host/rooms`. */
  readonly url: string;
  readonly room: RoomName;
  /** Parameters of the address, `epoch` for one. */
  readonly params?: Record<string, string>;
  /** Left out: a new one. */
  readonly doc?: Y.Doc;
  /** Left out: a new one of the document. */
  readonly awareness?: Awareness;
  /** The person's pseudonym, by which the server stamps their other pages; left out: those are other people's. */
  readonly ownActorId?: string | null;
  /** Outside the browser only. */
  readonly WebSocketPolyfill?: typeof WebSocket;
}

const BACKOFF_MS_MAX = 15_000;
/** A restart closes everybody at once: they come back over 100 × 2⁴ ms. */
const RESTART_ATTEMPT = 3;

/** Joins a room by the unchanged y-websocket protocol. In the browser only, from an effect. */
export function connectRoom(options: ConnectRoomOptions): RoomClient {
  const doc = options.doc ?? new Y.Doc();
  const awareness = options.awareness ?? new Awareness(doc);
  const provider = new WebsocketProvider(options.url, toRoomPath(options.room), doc, {
    connect: false,
    awareness,
    params: options.params ?? {},
    // Other tabs hear of it from the server, which knows whether their person may.
    disableBc: true,
    ...(options.WebSocketPolyfill === undefined ? {} : { WebSocketPolyfill: options.WebSocketPolyfill }),
  });
  provider.on("connection-close", (event) => {
    if (event?.code === CLOSE.restarting || event?.code === CLOSE.tryLater) {
      provider.wsUnsuccessfulReconnects = Math.max(provider.wsUnsuccessfulReconnects, RESTART_ATTEMPT);
    }
    // The provider waits 100 × 2ⁿ ms or this limit, whichever is less: a random limit is the jitter.
    const waitMs = Math.min(BACKOFF_MS_MAX, 100 * 2 ** (provider.wsUnsuccessfulReconnects + 1));
    provider.maxBackoffTime = waitMs * (0.1 + 0.9 * Math.random());
  });
  const answering = answerOwn(provider, options.ownActorId ?? null);
  const gathering = gatherUpdates(provider);
  const saveState = watchSaveState(provider);
  const peers = watchPeers(awareness);
  provider.on("status", ({ status }) => {
    // A new clock: peers have seen this one leave, and take no state that is as old as that.
    if (status === "connected") awareness.setLocalState(awareness.getLocalState());
  });
  provider.connect();
  return {
    doc,
    awareness,
    provider,
    saveState,
    peers,
    destroy: () => {
      answering.stop();
      gathering.stop();
      saveState.stop();
      peers.stop();
      provider.destroy();
      if (options.awareness === undefined) awareness.destroy();
      if (options.doc === undefined) doc.destroy();
    },
  };
}
