import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/** How long requests and sockets may take to end by themselves. */
const GRACE_MS = 10_000;

export interface CloseOptions {
  /** Upgraded sockets, which the server no longer knows. */
  readonly sockets: ReadonlySet<Duplex>;
  /** Ends feeds and rooms with everything written. */
  readonly closeRooms: () => Promise<void>;
  readonly graceMs?: number;
}

/** Stops accepting, closes the rooms, lets requests finish for a while, then ends what is still open. */
export async function closeServer(
  server: Server,
  { sockets, closeRooms, graceMs = GRACE_MS }: CloseOptions,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that was busy at first is idle once its answer is out, and nobody else would close it.
  server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"));
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const limit = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  try {
    await closeRooms();
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(limit);
  }
}
