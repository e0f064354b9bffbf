/**
 * What a room holds: the joint conclusion of an item, one expert's draft for an item, or a panel's presence only.
 */
export type RoomName =
  | { readonly kind: "conclusion"; readonly itemId: string }
  | { readonly kind: "draft"; readonly itemId: string; readonly actorId: string }
  | { readonly kind: "board"; readonly panelId: string };

/** Where rooms live on the server: `ws://host/rooms/<room name>`. */
export const ROOM_PATH_PREFIX = "/rooms/";

/** Ids are made by the server; anything else cannot be a room. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/**
 * Reads a room's name as it stands in an address or in the database.
 *
 * @param path - without {@link ROOM_PATH_PREFIX} and without a query, percent-decoded.
 * @returns null when no room can have this name.
 */
export function parseRoomName(path: string): RoomName | null {
  const [kind, first, second, ...more] = path.split("/");
  if (first === undefined || !ID.test(first) || more.length > 0) return null;
  if (kind === "draft") {
    return second !== undefined && ID.test(second) ? { kind, itemId: first, actorId: second } : null;
  }
  if (second !== undefined) return null;
  if (kind === "conclusion") return { kind, itemId: first };
  return kind === "board" ? { kind, panelId: first } : null;
}

/** The name as text; {@link parseRoomName} reads it back. */
export function toRoomPath(room: RoomName): string {
  switch (room.kind) {
    case "conclusion":
      return `conclusion/${room.itemId}`;
    case "draft":
      return `draft/${room.itemId}/${room.actorId}`;
    case "board":
      return `board/${room.panelId}`;
  }
}
