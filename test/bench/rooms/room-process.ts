// A server of rooms in a process of its own: node room-process.ts '{"kind": …, "dir": …}'.
//
// It writes its port as one line, answers "usage" with what it has used and holds, and ends with its input.
import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server as Hocuspocus } from "@hocuspocus/server";
import { setupWSConnection } from "@y/websocket-server/utils";
import { type WebSocket, WebSocketServer } from "ws";
import { openDatabase } from "../../../db/dialects/open-database.ts";
import type { AuthorizeRoom } from "../../../server/live/room-access.ts";
import { createRoomHub } from "../../../server/live/room-hub.ts";
import { createDocumentStore } from "../../../server/services/documents/document-store.ts";
import { createVault } from "../../../server/services/vault.ts";
import type { RoomServerKind } from "./room-server.ts";

const { kind, dir } = JSON.parse(process.argv[2] ?? "") as { kind: RoomServerKind; dir: string };

const OPENERS: Readonly<Record<RoomServerKind, (server: HttpServer) => Promise<HttpServer> | HttpServer>> = {
  ours: openOurs,
  "y-websocket": (server) => onSocket(server, (socket, request) => setupWSConnection(socket, request)),
  hocuspocus: () => openHocuspocus([]),
  "hocuspocus-sqlite": () => openHocuspocus([new SQLite({ database: join(dir, "hocuspocus.db") })]),
  echo: openEcho,
};

const server = await OPENERS[kind](createServer());
if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "usage") continue;
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1000, rss, held: heapUsed + external })}\n`);
}
process.exit();

/** The hub as the server opens it, over a real database; who is asking stands in the address. */
async function openOurs(http: HttpServer): Promise<HttpServer> {
  const database = await openDatabase(join(dir, "assay.db"));
  const authorize: AuthorizeRoom = (request) => {
    const accountId = new URL(request.url ?? "/", "http://localhost").searchParams.get("account") ?? "";
    const presence = { actorId: accountId, letter: "A", colour: "#123456", role: "expert", label: accountId };
    const right = { presence, canWrite: true, mode: "full", items: null } as const;
    return Promise.resolve({ ok: true, sessionIdHash: accountId, accountId, ...right });
  };
  const log = {
    warn: (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    error: (fields: object, message: string) => process.stderr.write(`${message} ${String(Object.values(fields))}\n`),
  };
  const store = createDocumentStore(database, createVault(new Uint8Array(32).fill(7)));
  const hub = createRoomHub({ allowedOrigin: "", authorize, store, log, now: () => performance.now() });
  return http.on("upgrade", (request, socket, head) => hub.handleUpgrade(request, socket, head));
}

async function openHocuspocus(extensions: SQLite[]): Promise<HttpServer> {
  const hocuspocus = new Hocuspocus({ extensions, quiet: true, port: 0, address: "127.0.0.1", stopOnSignals: false });
  await hocuspocus.listen();
  return hocuspocus.httpServer;
}

/** Bare `ws`: whatever comes goes to everybody in the room; a question goes back to who asks, as an empty answer. */
function openEcho(http: HttpServer): HttpServer {
  const rooms = new Map<string, Set<WebSocket>>();
  return onSocket(http, (socket, { url = "" }) => {
    const room = rooms.get(url.split("?", 1)[0]!) ?? new Set();
    rooms.set(url.split("?", 1)[0]!, room.add(socket));
    socket.on("message", (data: Buffer) => {
      if (data[1] === 0) socket.send(Uint8Array.of(0, 1, 0));
      else room.forEach((one) => one.send(data));
    });
    socket.on("close", () => room.delete(socket));
  });
}

function onSocket(http: HttpServer, take: (socket: WebSocket, request: IncomingMessage) => void): HttpServer {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  return http.on("upgrade", (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => take(socket, request));
  });
}
