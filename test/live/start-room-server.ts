import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { connectRoom, type RoomClient } from "../../app/live/room-provider.ts";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { formatMetrics } from "../../server/domain/operations/metric.ts";
import { parseRoomName, toRoomPath } from "../../server/domain/live/room-name.ts";
import type { AuthorizeRoom } from "../../server/live/room-access.ts";
import { createRoomHub, type CreateRoomHubOptions, type RoomHub } from "../../server/live/room-hub.ts";
import { listRoomMetrics } from "../../server/live/room-metrics.ts";
import { createDocumentStore, type DocumentStore } from "../../server/services/documents/document-store.ts";
import { createVault } from "../../server/services/vault.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { once, until } from "../helpers/until.ts";

/** A session of the test: what the composition root would read from its database. */
export interface TestSession {
  accountId: string;
  canWrite: boolean;
  mode: "full" | "count";
  /** Paths of rooms that it may enter; null: any but other people's drafts. */
  rooms: readonly string[] | null;
  /** Items that may be named to it on a board; null where it is in a room of another kind. */
  items: ReadonlySet<string> | null;
}

export interface RoomServer {
  readonly url: string;
  readonly hub: RoomHub;
  readonly database: Database;
  readonly store: DocumentStore;
  readonly sessions: Map<string, TestSession>;
  /** Our own client. */
  join(token: string, path: string, params?: Record<string, string>): RoomClient;
  /** A stock client, with nothing of ours in it. */
  joinStock(token: string, path: string, doc?: Y.Doc): WebsocketProvider;
  /** A bare socket. */
  openRaw(token: string, path: string, headers?: Record<string, string>): RawClient;
}

/** A socket that keeps what it received. */
export interface RawClient {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[];
  readonly closed: Promise<{ code: number; reason: string }>;
}

export interface StartRoomServerOptions extends Partial<
  Pick<CreateRoomHubOptions, "idleMs" | "pauseMs" | "onCountChange">
> {
  /** SQLite in a folder of its own when left out. */
  readonly location?: string;
  /** Waited for by whoever is asked about a right, after the session was read. */
  readonly decision?: Promise<void>;
  readonly wrapStore?: (store: DocumentStore) => DocumentStore;
}

export const ORIGIN = "https://assay.example";
const KEY = new Uint8Array(32).fill(7);

export function makeSession(over: Partial<TestSession> = {}): TestSession {
  return { accountId: "a", canWrite: true, mode: "full", rooms: null, items: null, ...over };
}

export function openStore(database: Database): DocumentStore {
  return createDocumentStore(database, createVault(KEY));
}

/** The real hub on a free port, over a real database; everything is closed when the test ends. */
export async function startRoomServer(options: StartRoomServerOptions = {}): Promise<RoomServer> {
  const { location = join(makeTestDir(), "assay.sqlite"), wrapStore = (store) => store, decision, ...rest } = options;
  const database = await openDatabase(location);
  const store = wrapStore(openStore(database));
  const sessions = new Map<string, TestSession>();
  const problems: unknown[] = [];
  const log = { warn: () => undefined, error: (fields: object) => void problems.push(fields) };
  const authorize = makeAuthorize(sessions, decision);
  const hub = createRoomHub({ allowedOrigin: ORIGIN, authorize, store, log, now: () => performance.now(), ...rest });
  const http = createServer().listen(0, "127.0.0.1");
  http.on("upgrade", (request, socket, head) => hub.handleUpgrade(request, socket, head));
  await once(http, "listening");
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/rooms`;
  const leave = new Set<() => void>();
  onTestFinished(async () => {
    for (const one of leave) one();
    await hub.close();
    http.close();
    await database.close();
  });
  const WebSocketPolyfill = WebSocket as unknown as typeof globalThis.WebSocket;
  return {
    url,
    hub,
    database,
    store,
    sessions,
    join: (token, path, params = {}) => {
      const room = parseRoomName(path);
      if (room === null) throw new Error(`join ${path}: no room can have this name`);
      const client = connectRoom({ url, room, params: { session: token, ...params }, WebSocketPolyfill });
      leave.add(() => client.destroy());
      return client;
    },
    joinStock: (token, path, doc = new Y.Doc()) => {
      const params = { session: token };
      const provider = new WebsocketProvider(url, path, doc, { params, disableBc: true, WebSocketPolyfill });
      leave.add(() => {
        provider.awareness.destroy();
        provider.destroy();
      });
      return provider;
    },
    openRaw: (token, path, headers = {}) => {
      const raw = openRaw(`${url}/${path}?session=${token}`, headers);
      const end = (): void => raw.socket.terminate();
      leave.add(end);
      raw.socket.once("close", () => leave.delete(end));
      return raw;
    },
  };
}

/** A server whose disk is busy until `release` is called. */
export async function startBusyServer(): Promise<{ server: RoomServer; release: () => void }> {
  const gate = Promise.withResolvers<void>();
  const wrapStore = (store: DocumentStore): DocumentStore => ({
    ...store,
    append: async (...args) => {
      await gate.promise;
      await store.append(...args);
    },
  });
  return { server: await startRoomServer({ wrapStore }), release: () => gate.resolve() };
}

/** Each series of the rooms' metrics with its value, as a monitoring reads them. */
export function readMetrics({ hub }: RoomServer): Readonly<Record<string, number>> {
  const lines = formatMetrics(listRoomMetrics(hub.stats())).trimEnd().split("\n");
  const samples = lines.filter((line) => !line.startsWith("#")).map((line) => line.split(" ") as [string, string]);
  return Object.fromEntries(samples.map(([series, value]) => [series, Number(value)]));
}

/** A bare socket that the server has greeted. */
export async function enterRaw(server: RoomServer, token: string, path: string): Promise<RawClient> {
  const raw = server.openRaw(token, path);
  await once(raw.socket, "open");
  await until(() => raw.frames.length > 0);
  return raw;
}

function openRaw(address: string, headers: Record<string, string>): RawClient {
  const socket = new WebSocket(address, { headers });
  const frames: Uint8Array[] = [];
  socket.on("message", (data: Buffer) => frames.push(new Uint8Array(data)));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  return { socket, frames, closed };
}

function makeAuthorize(sessions: ReadonlyMap<string, TestSession>, decision?: Promise<void>): AuthorizeRoom {
  return async (request: IncomingMessage, room) => {
    const token = new URL(request.url ?? "/", "http://localhost").searchParams.get("session") ?? "";
    const session = sessions.get(token);
    await decision;
    if (session === undefined) return { ok: false, closeCode: 4401 };
    const { accountId, canWrite, mode, rooms, items } = session;
    const isOthers = room.kind === "draft" && room.actorId !== accountId;
    if (isOthers || (rooms !== null && !rooms.includes(toRoomPath(room)))) return { ok: false, closeCode: 4403 };
    const presence = {
      actorId: accountId,
      letter: "A",
      colour: "#123456",
      role: "expert",
      label: `Chuyên gia ${accountId}`,
    };
    return { ok: true, sessionIdHash: `hash of ${token}`, accountId, presence, canWrite, mode, items };
  };
}

/** Adds a paragraph at the end of the room's root. */
export function addParagraph(doc: Y.Doc, text: string, root = "conclusion"): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  const fragment = doc.getXmlFragment(root);
  fragment.insert(fragment.length, [paragraph]);
}

export function textOf(doc: Y.Doc, root = "conclusion"): string {
  return doc.getXmlFragment(root).toJSON();
}
