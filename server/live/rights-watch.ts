import type { IncomingMessage } from "node:http";
import type { RoomName } from "../domain/live/room-name.ts";
import type { AuthorizeRoom, LiveLog, RoomAccess, RoomDenial } from "./room-access.ts";

/** Asks who may enter so that an answer is never older than the last change that was told. */
export interface RightsWatch {
  /** A session ended or a right may have changed: questions that are open are asked again. */
  change(): void;
  /** Never rejects. @returns null when it cannot be told; the reason is logged. */
  ask(request: IncomingMessage, room: RoomName): Promise<RoomAccess | RoomDenial | null>;
}

export function createRightsWatch(options: { authorize: AuthorizeRoom; log: LiveLog }): RightsWatch {
  let version = 0;
  return {
    change: () => {
      version += 1;
    },
    ask: async (request, room) => {
      try {
        for (;;) {
          const asked = version;
          const answer = await options.authorize(request, room);
          // A socket that was still entering at a sign-out would otherwise stay until the next round.
          if (asked === version) return answer;
        }
      } catch (error) {
        options.log.error({ error }, "a right to a room could not be asked");
        return null;
      }
    },
  };
}
