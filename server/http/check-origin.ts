import type { IncomingMessage } from "node:http";

const READING = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether the request may go on: what changes something must come from a page of ours.
 *
 * Browsers send `Origin` with every such request; one without is no browser's, and has no cookie to abuse or a reason
 * to be here.
 */
export function isOriginAllowed(request: IncomingMessage, publicOrigin: string): boolean {
  return READING.includes(request.method ?? "") || request.headers.origin === publicOrigin;
}
