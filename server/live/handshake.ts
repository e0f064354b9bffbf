import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { parseRoomName, ROOM_PATH_PREFIX, type RoomName } from "../domain/live/room-name.ts";

/** The room that an address names; null when there can be none. */
export function readRoomName(pathname: string): RoomName | null {
  if (!pathname.startsWith(ROOM_PATH_PREFIX)) return null;
  try {
    return parseRoomName(decodeURIComponent(pathname.slice(ROOM_PATH_PREFIX.length)));
  } catch {
    return null; // Broken percent-encoding.
  }
}

/** @param status - `403 Forbidden` */
export function refuseHandshake(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Pings; a socket that does not answer until the next ping is gone. */
export function keepAlive(socket: WebSocket, intervalMs: number): void {
  let isAlive = true;
  socket.on("pong", () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, intervalMs);
  socket.on("close", () => clearInterval(timer));
}

export async function whenClosed(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return;
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}
