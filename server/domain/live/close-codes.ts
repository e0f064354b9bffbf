/**
 * Why the server closes a room's socket. 4400–4499 stop a stock client's retries; the others let it come back.
 *
 * The close reason is a code of its own (`frame.malformed`, `update.foreign-client` …), for logs and for support.
 */
export const CLOSE = {
  /** A frame that cannot be right: malformed, too large, a gap, a foreign client id, a foreign root … */
  badFrame: 4400,
  /** No session, or it ended: sign in again. */
  signedOut: 4401,
  /** The right to the room is missing or was lost, or a reader tried to write. */
  rightLost: 4403,
  /** The document was replaced since the page was loaded: load the page again. */
  wrongEpoch: 4409,
  /** The server restarts, or reloads the room from disk: come back. */
  restarting: 1012,
  /** Too slow, or too much at once: come back later. */
  tryLater: 1013,
} as const;
