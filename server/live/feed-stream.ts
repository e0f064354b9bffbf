import type { ServerResponse } from "node:http";
import type { FeedEvent } from "../services/feed/feed-hub.ts";

/** A reader that is this far behind is cut off; it comes back with its cursor. */
export const BUFFERED_BYTES_MAX = 1_000_000;

export function startStream(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(":\n\n");
}

/** @param event - null: the page is told to load anew. */
export function sendEvent(response: ServerResponse, event: FeedEvent | null): void {
  // Ended by a sign-out or a shutdown, and not closed yet: a write now would be an error that nobody catches.
  if (response.writableEnded || response.destroyed) return;
  if (event === null) response.write("event: reload\ndata: {}\n\n");
  else response.write(`id: ${event.cursor}\ndata: ${JSON.stringify(event.notices)}\n\n`);
  if (response.writableLength > BUFFERED_BYTES_MAX) response.destroy();
}
