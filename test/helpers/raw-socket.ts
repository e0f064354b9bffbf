import { WebSocket } from "ws";

/** A socket to a room that keeps every byte it received. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[];
  /** Code and reason of the close, or the status of a refused handshake. */
  readonly ended: Promise<{ code: number; reason: string } | { status: number }>;
}

/** @param room - `conclusion/<item>` and the like. */
export function openRawSocket(address: string, room: string, headers: Record<string, string>): RawSocket {
  const socket = new WebSocket(`${address.replace("http", "ws")}/rooms/${room}`, { headers });
  const frames: Uint8Array[] = [];
  socket.on("message", (data: Buffer) => frames.push(new Uint8Array(data)));
  const ended = new Promise<{ code: number; reason: string } | { status: number }>((resolve, reject) => {
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    socket.on("error", reject);
  });
  return { socket, frames, ended };
}
