import type { Duplex } from "node:stream";
import type { IncomingMessage } from "node:http";
import { authorizeRoom } from "../services/live/authorize-room.ts";
import type { Identity } from "../services/identity/identity.ts";
import type { Services } from "../services/services.ts";
import type { Metric } from "../domain/operations/metric.ts";
import { CLOSE } from "../domain/live/close-codes.ts";
import { parseRoomName } from "../domain/live/room-name.ts";
import type { Recorded } from "../services/commands/execute-command.ts";
import type { LiveLog, RoomAccess } from "./room-access.ts";
import { createRoomHub } from "./room-hub.ts";
import { listRoomMetrics } from "./room-metrics.ts";
import { watchSessions } from "./session-watch.ts";

type Matches = (access: RoomAccess, roomName: string) => boolean;

/** Whose right to which room an act may have changed; null when nobody's. */
function findConcerned({ act: { head }, accountId }: Recorded): Matches | null {
  const { type, item = "" } = head;
  // Members of a board lose and win items with batches and declarations only.
  if (type.startsWith("item.")) return (_access, name) => name.split("/", 2)[1] === item;
  if (type === "interest.declared") return (access) => access.accountId === accountId;
  return /^(batch|round|interest|conflict|assignment|panel|account|evidence|erasure)\./.test(type) ? () => true : null;
}

const isDraft = (roomName: string): boolean => parseRoomName(roomName)?.kind === "draft";

/** The rooms of an installation: sessions from the identity, rights from the policy, and both asked again in time. */
export function openRooms(options: { services: Services; identity: Identity; allowedOrigin: string; log: LiveLog }): {
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  listMetrics: () => Metric[];
  close: () => Promise<void>;
} {
  const { services, identity, allowedOrigin, log } = options;
  const hub = createRoomHub({
    allowedOrigin,
    log,
    store: services.documents,
    now: () => performance.now(),
    authorize: async (request, room) => {
      const signedIn = await identity.peekSession(request.headers.cookie, services.now());
      if (signedIn === null) return { ok: false, closeCode: CLOSE.signedOut };
      const { id: accountId } = signedIn.account;
      const right = await authorizeRoom(services, accountId, room);
      if (right === null) return { ok: false, closeCode: CLOSE.rightLost };
      return { ok: true, sessionIdHash: signedIn.session.idHash, accountId, ...right };
    },
    onCountChange: (name, count) => {
      const room = parseRoomName(name);
      if (room?.kind === "board") services.present.set(room.panelId, count);
    },
  });
  const stopSessions = watchSessions({
    identity,
    log,
    now: services.now,
    listOpen: () => hub.listSessions(),
    onEnded: (sessionIdHash) => hub.closeSession(sessionIdHash),
  });
  const stopRights = services.onRecorded((recorded) => {
    // A room would go on showing a draft that was taken out of the database.
    if (recorded.act.head.type === "erasure.confirmed") void hub.reload(isDraft); // Never rejects.
    const matches = findConcerned(recorded);
    if (matches === null) return;
    // Not awaited: a socket that cannot be asked about is closed by the hub itself.
    hub.recheck(matches).catch((error: unknown) => log.error({ err: error }, "recheck of rooms failed"));
  });
  return {
    handleUpgrade: (request, socket, head) => hub.handleUpgrade(request, socket, head),
    listMetrics: () => listRoomMetrics(hub.stats()),
    close: async () => {
      stopSessions();
      stopRights();
      await hub.close();
    },
  };
}
