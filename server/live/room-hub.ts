import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { CLOSE } from "../domain/live/close-codes.ts";
import { findDocumentRoot } from "../domain/live/document-shape.ts";
import { parseRoomName, toRoomPath, type RoomName } from "../domain/live/room-name.ts";
import type { DocumentStore } from "../services/documents/document-store.ts";
import { keepAlive, readRoomName, refuseHandshake, whenClosed } from "./handshake.ts";
import { openRoom, type Room } from "./room.ts";
import type { AuthorizeRoom, LiveLog, RoomAccess, RoomDenial } from "./room-access.ts";
import { openConnection, type RoomConnection, RoomSocket } from "./room-connection.ts";
import { createRightsWatch } from "./rights-watch.ts";

/** A sync-step-2 and its envelope, with room to answer a larger one with 4400 of our own. */
const FRAME_BYTES_MAX = 4 * 1024 * 1024;
const SOCKET_OPTIONS = {
  noServer: true,
  WebSocket: RoomSocket,
  perMessageDeflate: false,
  maxPayload: FRAME_BYTES_MAX,
  /** How long a closing socket may take to say good-bye. */
  closeTimeout: 5_000,
};
const PING_INTERVAL_MS = 30_000;
const IDLE_MS = 30_000;

/** Numbers for metrics. */
export interface RoomHubStats {
  readonly rooms: number;
  readonly connections: number;
  /** Updates that wait for the disk. */
  readonly queued: number;
  /** Sockets closed with 4400 since the start. */
  readonly badFrames: number;
}

/** All rooms of this process. One hub owns one database's documents. */
export interface RoomHub {
  /** For the server's `upgrade` event, when the path starts with `ROOM_PATH_PREFIX`. Answers in any case. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sign-out: closes the session's sockets with 4401 before it returns. Call it after the session is gone. */
  closeSession(sessionIdHash: string): void;
  /**
   * Asks `authorize` again for the sockets that match; call it after a change of rights or of phase was committed.
   *
   * Resolves when the sockets that lost their right are closed.
   */
  recheck(matches: (access: RoomAccess, roomName: string) => boolean): Promise<void>;
  /** Accounts with an open socket in a room; 0 for an empty room. */
  countAccounts(roomName: string): number;
  stats(): RoomHubStats;
  /** Takes nobody in, stores what was received, closes all sockets with 1012. */
  close(): Promise<void>;
}

export interface CreateRoomHubOptions {
  /** Browsers from another origin get 403; a client without an `Origin` is no browser and needs a session as well. */
  readonly allowedOrigin: string;
  readonly authorize: AuthorizeRoom;
  readonly store: DocumentStore;
  readonly log: LiveLog;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** When the number of accounts in a room changes: the feed tells those who may know. */
  readonly onCountChange?: (roomName: string, accountCount: number) => void;
  /** How often sessions and rights are asked about and sockets are pinged; 30 s when left out. */
  readonly recheckIntervalMs?: number;
  /** How long an empty room stays in memory; 30 s when left out. */
  readonly idleMs?: number;
}

export function createRoomHub(options: CreateRoomHubOptions): RoomHub {
  const { authorize, log } = options;
  const rooms = new Map<string, Room>();
  const counts = new Map<string, number>();
  let badFrames = 0;
  let isClosing = false;
  const server = new WebSocketServer(SOCKET_OPTIONS);
  const rights = createRightsWatch({ authorize, log });

  function getRoom(name: string, kind: RoomName["kind"]): Room {
    const existing = rooms.get(name);
    if (existing !== undefined) return existing;
    const room = openRoom({
      name,
      root: findDocumentRoot(kind),
      store: options.store,
      log,
      now: options.now,
      idleMs: options.idleMs ?? IDLE_MS,
      onBadFrame: () => {
        badFrames += 1;
      },
      onEnd: (ended) => {
        if (rooms.get(name) === ended) rooms.delete(name);
      },
    });
    rooms.set(name, room);
    return room;
  }

  function countAccounts(name: string): number {
    return new Set([...(rooms.get(name)?.connections ?? [])].map(({ access }) => access.accountId)).size;
  }

  function tellCount(name: string): void {
    const count = countAccounts(name);
    if (count === (counts.get(name) ?? 0)) return;
    if (count === 0) counts.delete(name);
    else counts.set(name, count);
    options.onCountChange?.(name, count);
  }

  async function admit(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const address = new URL(request.url ?? "/", "http://localhost");
    const roomName = readRoomName(address.pathname);
    const answer = roomName === null ? NO_RIGHT : await rights.ask(request, roomName);
    // The handshake is accepted even without a right: a refused one is retried by stock clients for ever.
    server.handleUpgrade(request, stream, head, (socket) => {
      if (roomName !== null && answer?.ok === true && !isClosing) {
        return enter({ socket, stream, request, roomName, access: answer, epoch: address.searchParams.get("epoch") });
      }
      const code = answer === null ? CLOSE.tryLater : answer.ok ? CLOSE.restarting : answer.closeCode;
      socket.on("error", () => undefined); // It is leaving anyway.
      socket.close(code, "room.refused");
    });
  }

  function enter({ socket, stream, request, roomName, access, epoch }: Entering): void {
    const name = toRoomPath(roomName);
    const room = getRoom(name, roomName.kind);
    const connection = openConnection({
      socket,
      stream,
      request,
      access,
      epoch,
      onDrain: (drained, from) => room.resync(drained, from),
      onClose: (closed) => {
        room.leave(closed);
        tellCount(name);
      },
    });
    socket.on("message", (data, isBinary) => {
      // Text is passed on as what it is: bytes that are no frame of this protocol.
      room.receive(connection, isBinary ? (data as Buffer) : new Uint8Array([255]));
    });
    keepAlive(socket, PING_INTERVAL_MS);
    room.join(connection);
    tellCount(name);
  }

  async function recheck(matches: (access: RoomAccess, roomName: string) => boolean): Promise<void> {
    const asked: Promise<void>[] = [];
    for (const [name, room] of rooms) {
      const roomName = parseRoomName(name);
      if (roomName === null) continue;
      for (const connection of room.connections) {
        if (matches(connection.access, name)) asked.push(ask(connection, room, roomName));
      }
    }
    await Promise.all(asked);
  }

  async function ask(connection: RoomConnection, room: Room, roomName: RoomName): Promise<void> {
    const answer = await rights.ask(connection.request, roomName);
    if (answer === null) return connection.close(CLOSE.tryLater, "room.unsure");
    if (!answer.ok) return connection.close(answer.closeCode, "room.right-lost");
    const hasModeChanged = connection.access.mode !== answer.mode;
    connection.access = answer;
    if (hasModeChanged) room.changeMode(connection);
  }

  const recheckTimer = setInterval(
    () => void recheck(() => true), // Never rejects: what cannot be asked closes with 1013.
    options.recheckIntervalMs ?? PING_INTERVAL_MS,
  );
  recheckTimer.unref();

  return {
    handleUpgrade: (request, stream, head) => {
      stream.on("error", () => undefined); // A client that goes away during the handshake is nobody's error.
      const { origin } = request.headers;
      if (origin !== undefined && origin !== options.allowedOrigin) return refuseHandshake(stream, "403 Forbidden");
      if (isClosing) return refuseHandshake(stream, "503 Service Unavailable");
      admit(request, stream, head).catch((error: unknown) => {
        log.error({ error }, "an upgrade failed");
        stream.destroy();
      });
    },
    closeSession: (sessionIdHash) => {
      rights.change();
      for (const room of rooms.values()) {
        for (const connection of [...room.connections]) {
          if (connection.access.sessionIdHash !== sessionIdHash) continue;
          connection.close(CLOSE.signedOut, "session.closed");
        }
      }
    },
    recheck: async (matches) => {
      rights.change();
      await recheck(matches);
    },
    countAccounts,
    stats: () => {
      const open = [...rooms.values()];
      return {
        rooms: open.length,
        connections: open.reduce((sum, room) => sum + room.connections.size, 0),
        queued: open.reduce((sum, room) => sum + room.queueLength(), 0),
        badFrames,
      };
    },
    close: async () => {
      isClosing = true;
      clearInterval(recheckTimer);
      await Promise.all([...rooms.values()].map((room) => room.close(CLOSE.restarting, "server.restarting")));
      await Promise.all([...server.clients].map(whenClosed));
    },
  };
}

interface Entering {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  readonly request: IncomingMessage;
  readonly roomName: RoomName;
  readonly access: RoomAccess;
  readonly epoch: string | null;
}

const NO_RIGHT: RoomDenial = { ok: false, closeCode: CLOSE.rightLost };
