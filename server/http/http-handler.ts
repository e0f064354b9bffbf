import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * One part of what the server answers, asked in order.
 *
 * Security headers are set, and a request that changes something has the right origin. The session is not looked at.
 *
 * @param url - public origin, path and query of the request.
 * @returns true when the request is its own: it has answered or will; false leaves it to the next.
 */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean | Promise<boolean>;

/** Ends a response with one line of text. */
export function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
