import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Takes over a WebSocket handshake from a page of ours; it answers and owns the socket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface UpgradeOptions {
  readonly publicOrigin: string;
  readonly isDevelopment: boolean;
  readonly onUpgrade: UpgradeHandler;
}

/**
 * Listens for upgrades: a foreign origin is refused before a frame is parsed.
 *
 * A client without an origin is no browser, which could be led here by another site; it needs a session as well.
 *
 * @returns the sockets that are open, so that a shutdown can end those that nobody closed.
 */
export function listenForUpgrades(
  server: Server,
  { publicOrigin, isDevelopment, onUpgrade }: UpgradeOptions,
): ReadonlySet<Duplex> {
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // First of all: Node took its own listener off, and a reset without one would end the process.
    socket.on("error", () => socket.destroy());
    // Vite's hot reload listens on the same server.
    if (isDevelopment && request.headers["sec-websocket-protocol"]?.startsWith("vite-")) return;
    const { origin } = request.headers;
    if (origin !== undefined && origin !== publicOrigin) {
      refuseUpgrade(socket, 403);
      return;
    }
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    onUpgrade(request, socket, head);
  });
  return sockets;
}

/** Answers a handshake with a status and closes. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
