import { parseRoomName, type RoomName } from "../domain/live/room-name.ts";
import { CLOSE } from "../domain/live/close-codes.ts";
import type { RightsWatch } from "./rights-watch.ts";
import type { Room } from "./room.ts";
import type { RoomAccess } from "./room-access.ts";
import type { RoomConnection } from "./room-connection.ts";

const ASKED_AT_ONCE = 8;

export interface RecheckRoomsOptions {
  readonly rooms: ReadonlyMap<string, Room>;
  readonly rights: RightsWatch;
  readonly matches: (access: RoomAccess, roomName: string) => boolean;
}

/**
 * Asks again for the sockets that match.
 *
 * Resolves when those that lost their right are closed. Never rejects: what cannot be asked closes with 1013.
 */
export async function recheckRooms({ rooms, rights, matches }: RecheckRoomsOptions): Promise<void> {
  const asked = [...rooms].flatMap(([name, room]) => {
    const roomName = parseRoomName(name);
    const found = [...room.connections].filter(({ access }) => matches(access, name));
    return roomName === null ? [] : found.map((connection) => ({ connection, room, roomName, rights }));
  });
  for (let at = 0; at < asked.length; at += ASKED_AT_ONCE) {
    await Promise.all(asked.slice(at, at + ASKED_AT_ONCE).map(ask));
    // Each answer is some look-ups: everybody's in one turn would hold up the whole server.
    await new Promise(setImmediate);
  }
}

interface Asked {
  readonly connection: RoomConnection;
  readonly room: Room;
  readonly roomName: RoomName;
  readonly rights: RightsWatch;
}

async function ask({ connection, room, roomName, rights }: Asked): Promise<void> {
  if (connection.isClosed()) return;
  const answer = await rights.ask(connection.request, roomName);
  if (answer === null) return connection.close(CLOSE.tryLater, "room.unsure");
  if (!answer.ok) return connection.close(answer.closeCode, "room.right-lost");
  const before = connection.access;
  connection.access = answer;
  room.changeAccess(connection, before);
}
