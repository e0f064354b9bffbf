import type { Duplex } from "node:stream";
import type { IncomingMessage } from "node:http";
import { authorizeRoom } from "../services/live/authorize-room.ts";
import type { Identity } from "../services/identity/identity.ts";
import type { Services } from "../services/services.ts";
import { CLOSE } from "../domain/live/close-codes.ts";
import type { LiveLog } from "./room-access.ts";
import { createRoomHub } from "./room-hub.ts";

/** After these commands somebody may have lost or won a right to a room. */
const CHANGES_RIGHTS = /^(batch|item|round|interest)\./;

/** The rooms of an installation: sessions from the identity, rights from the policy, and both asked again in time. */
export function openRooms(options: { services: Services; identity: Identity; allowedOrigin: string; log: LiveLog }): {
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close: () => Promise<void>;
} {
  const { services, identity, allowedOrigin, log } = options;
  const hub = createRoomHub({
    allowedOrigin,
    log,
    store: services.documents,
    now: () => performance.now(),
    authorize: async (request, room) => {
      const signedIn = await identity.findSession(request.headers.cookie, services.now());
      if (signedIn === null) return { ok: false, closeCode: CLOSE.signedOut };
      const { id: accountId } = signedIn.account;
      const right = await authorizeRoom(services, accountId, room);
      if (right === null) return { ok: false, closeCode: CLOSE.rightLost };
      return { ok: true, sessionIdHash: signedIn.session.idHash, accountId, ...right };
    },
  });
  const stopSessions = identity.onSignedOut((sessionIdHash) => hub.closeSession(sessionIdHash));
  const stopRights = services.onRecorded(({ act }) => {
    if (!CHANGES_RIGHTS.test(act.head.type)) return;
    // Not awaited: a socket that cannot be asked about is closed by the hub itself.
    hub.recheck(() => true).catch((error: unknown) => log.error({ err: error }, "recheck of rooms failed"));
  });
  return {
    handleUpgrade: (request, socket, head) => hub.handleUpgrade(request, socket, head),
    close: async () => {
      stopSessions();
      stopRights();
      await hub.close();
    },
  };
}
