import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { CLOSE } from "../domain/live/close-codes.ts";
import { VERSION_LIMITS } from "../domain/live/version-limits.ts";
import { findDocumentRoot } from "../domain/live/document-shape.ts";
import { EPOCH_PARAMETER } from "../domain/live/room-epoch.ts";
import { toRoomPath, type RoomName } from "../domain/live/room-name.ts";
import type { DocumentStore } from "../services/documents/document-store.ts";
import { type AccountBudgets, createAccountBudgets } from "./account-budgets.ts";
import { keepAlive, readRoomName, refuseHandshake, whenClosed } from "./handshake.ts";
import { recheckRooms, type RecheckRoomsOptions } from "./recheck-rooms.ts";
import { Room } from "./room.ts";
import { RoomCounts } from "./room-counts.ts";
import type { AuthorizeRoom, LiveLog, RoomAccess, RoomDenial } from "./room-access.ts";
import { openConnection, SOCKET_OPTIONS } from "./room-connection.ts";
import { createRightsWatch, type RightsWatch } from "./rights-watch.ts";
import { findOverfull, ROOM_LIMITS } from "./room-limits.ts";
import type { RoomHubStats } from "./room-metrics.ts";

const PING_INTERVAL_MS = 30_000;
const IDLE_MS = 30_000;

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
  /** Documents were replaced on the disk: rooms that match end with 1012, and are opened anew by who comes back. */
  reload(matches: (roomName: string) => boolean): Promise<void>;
  /** Sessions with an open socket. */
  listSessions(): ReadonlySet<string>;
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
  /** How long writing must rest for a version to be kept; 30 s when left out. */
  readonly pauseMs?: number;
}

export function createRoomHub(options: CreateRoomHubOptions): RoomHub {
  return new LiveRoomHub(options);
}

class LiveRoomHub implements RoomHub {
  readonly #options: CreateRoomHubOptions;
  readonly #rooms = new Map<string, Room>();
  /** How many accounts a room had when that was last told. */
  readonly #accounts = new Map<string, number>();
  readonly #server = new WebSocketServer(SOCKET_OPTIONS);
  readonly #rights: RightsWatch;
  readonly #recheckTimer: NodeJS.Timeout;
  readonly #budgets: AccountBudgets;
  readonly #counts = new RoomCounts();
  #handshakes = 0;
  #isClosing = false;

  constructor(options: CreateRoomHubOptions) {
    this.#options = options;
    this.#rights = createRightsWatch(options);
    this.#budgets = createAccountBudgets(options);
    this.#recheckTimer = setInterval(() => {
      this.#budgets.tidy();
      void this.#askAll(() => true);
    }, options.recheckIntervalMs ?? PING_INTERVAL_MS);
    this.#recheckTimer.unref();
  }

  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on("error", () => undefined); // A client that goes away during the handshake is nobody's error.
    const { origin } = request.headers;
    if (origin !== undefined && origin !== this.#options.allowedOrigin) {
      return refuseHandshake(stream, "403 Forbidden");
    }
    if (this.#isClosing || this.#handshakes >= ROOM_LIMITS.handshakesMax) {
      return refuseHandshake(stream, "503 Service Unavailable");
    }
    this.#handshakes += 1;
    this.#admit(request, stream, head)
      .catch((error: unknown) => {
        this.#options.log.error({ error }, "an upgrade failed");
        stream.destroy();
      })
      .finally(() => (this.#handshakes -= 1));
  }

  closeSession(sessionIdHash: string): void {
    this.#rights.change();
    for (const room of [...this.#rooms.values()]) {
      for (const connection of [...room.connections]) {
        if (connection.access.sessionIdHash !== sessionIdHash) continue;
        connection.close(CLOSE.signedOut, "session.closed");
      }
    }
  }

  async recheck(matches: (access: RoomAccess, roomName: string) => boolean): Promise<void> {
    this.#rights.change();
    await this.#askAll(matches);
  }

  async reload(matches: (roomName: string) => boolean): Promise<void> {
    await this.#closeRooms([...this.#rooms].flatMap(([name, room]) => (matches(name) ? [room] : [])));
  }

  listSessions(): ReadonlySet<string> {
    const all = [...this.#rooms.values()].flatMap((room) => [...room.connections]);
    return new Set(all.map(({ access }) => access.sessionIdHash));
  }

  countAccounts(name: string): number {
    return new Set([...(this.#rooms.get(name)?.connections ?? [])].map(({ access }) => access.accountId)).size;
  }

  stats(): RoomHubStats {
    const open = [...this.#rooms.values()];
    return {
      rooms: open.length,
      connections: open.reduce((sum, room) => sum + room.connections.size, 0),
      queued: open.reduce((sum, room) => sum + room.queueLength(), 0),
      appended: this.#counts.appended,
      badFrames: this.#counts.badFrames,
      events: this.#counts.events,
    };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#recheckTimer);
    await this.#closeRooms([...this.#rooms.values()]);
    await Promise.all([...this.#server.clients].map(whenClosed));
  }

  async #admit(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const address = new URL(request.url ?? "/", "http://localhost");
    const roomName = readRoomName(address.pathname);
    const answer = roomName === null ? NO_RIGHT : await this.#rights.ask(request, roomName);
    // The handshake is accepted even without a right: a refused one is retried by stock clients for ever.
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      if (roomName !== null && answer?.ok === true && !this.#isClosing) {
        const epoch = address.searchParams.get(EPOCH_PARAMETER);
        return this.#enter({ socket, stream, request, roomName, access: answer, epoch });
      }
      const code = answer === null ? CLOSE.tryLater : answer.ok ? CLOSE.restarting : answer.closeCode;
      socket.on("error", () => undefined); // It is leaving anyway.
      socket.close(code, "room.refused");
    });
  }

  #enter({ roomName, ...entering }: Entering): void {
    const name = toRoomPath(roomName);
    const { socket, access } = entering;
    const { accountId } = access;
    const counts = this.#counts;
    const inRoom = this.#rooms.get(name)?.connections.size ?? 0;
    const overfull = findOverfull({ ofAccount: counts.socketsOf(accountId), inRoom });
    if (overfull !== null) {
      counts.addEvent(overfull);
      socket.on("error", () => undefined); // It is leaving anyway.
      return socket.close(CLOSE.tryLater, overfull);
    }
    const room = this.#getRoom(name, roomName.kind);
    counts.addSocket(accountId);
    const connection = openConnection({
      ...entering,
      budget: this.#budgets.of(access),
      counts,
      onDrain: (drained, from) => room.resync(drained, from),
      onClose: (closed) => {
        counts.removeSocket(accountId);
        room.leave(closed);
        this.#tellCount(name);
      },
    });
    socket.on("message", (data, isBinary) => {
      // Text is passed on as what it is: bytes that are no frame of this protocol.
      room.receive(connection, isBinary ? (data as Buffer) : new Uint8Array([255]));
    });
    keepAlive(socket, PING_INTERVAL_MS);
    room.join(connection);
    this.#tellCount(name);
  }

  #getRoom(name: string, kind: RoomName["kind"]): Room {
    const existing = this.#rooms.get(name);
    if (existing !== undefined) return existing;
    const { store, log, now, idleMs = IDLE_MS, pauseMs = VERSION_LIMITS.pauseMs } = this.#options;
    const onEnd = (): void => void this.#rooms.delete(name);
    const root = findDocumentRoot(kind);
    const room = new Room({ name, root, store, log, now, idleMs, pauseMs, counts: this.#counts, onEnd });
    this.#rooms.set(name, room);
    return room;
  }

  async #closeRooms(rooms: readonly Room[]): Promise<void> {
    await Promise.all(rooms.map((room) => room.close(CLOSE.restarting, "server.restarting")));
  }

  #tellCount(name: string): void {
    const count = this.countAccounts(name);
    if (count === (this.#accounts.get(name) ?? 0)) return;
    if (count === 0) this.#accounts.delete(name);
    else this.#accounts.set(name, count);
    this.#options.onCountChange?.(name, count);
  }

  /** Never rejects. */
  #askAll(matches: RecheckRoomsOptions["matches"]): Promise<void> {
    return recheckRooms({ rooms: this.#rooms, rights: this.#rights, matches });
  }
}

interface Entering {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  readonly request: IncomingMessage;
  readonly roomName: RoomName;
  readonly access: RoomAccess;
  /** What the address says of the life of the document; null when nothing. */
  readonly epoch: string | null;
}

const NO_RIGHT: RoomDenial = { ok: false, closeCode: CLOSE.rightLost };
