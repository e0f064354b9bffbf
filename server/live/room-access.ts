import type { IncomingMessage } from "node:http";
import type { PresenceUser } from "../domain/live/presence-state.ts";
import type { RoomName } from "../domain/live/room-name.ts";

/** What a session may do in one room. */
export interface RoomAccess {
  readonly ok: true;
  /** Names the session for {@link RoomHub.closeSession}; never the id itself. */
  readonly sessionIdHash: string;
  readonly accountId: string;
  /** Stamped on whatever this client says about itself. */
  readonly presence: PresenceUser;
  /** False: reads and is seen, an update of its own closes with 4403. */
  readonly canWrite: boolean;
  /** `count`: not opened yet; nobody sees who else is here, the number goes by the feed. */
  readonly mode: "full" | "count";
  /**
   * On a board: the items that may be named to this person, opened ones that are theirs to see. Nothing but who is
   * there and one of these is sent on. Null in a room that is about one item.
   */
  readonly items: ReadonlySet<string> | null;
}

/** Why a request gets no room: 4401 without a session, 4403 without the right, also for a room that does not exist. */
export interface RoomDenial {
  readonly ok: false;
  readonly closeCode: 4401 | 4403;
}

/**
 * Who is asking, and what `can` says. Asked at the upgrade, every 30 s after it, and when a right may have changed.
 *
 * @throws when it cannot tell: the socket closes with 1013, and the client comes back.
 */
export type AuthorizeRoom = (request: IncomingMessage, room: RoomName) => Promise<RoomAccess | RoomDenial>;

/** What of a logger the rooms need; pino's fits. */
export interface LiveLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
