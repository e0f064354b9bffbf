import { parseRoomName, type RoomName } from "./room-name.ts";

/** The one root of a joint conclusion, an XmlFragment. */
export const CONCLUSION_ROOT = "conclusion";
/** The one root of a justification draft, an XmlFragment. */
export const DRAFT_ROOT = "draft";

/**
 * The root that a room's document may have.
 *
 * @returns null for a room without a document: presence only.
 */
export function findDocumentRoot(kind: RoomName["kind"]): string | null {
  switch (kind) {
    case "conclusion":
      return CONCLUSION_ROOT;
    case "draft":
      return DRAFT_ROOT;
    case "board":
      return null;
  }
}

/** @param name - room name as text. @throws RangeError when its room has no document. */
export function getDocumentRoot(name: string): string {
  const root = findDocumentRoot(parseRoomName(name)?.kind ?? "board");
  if (root === null) throw new RangeError(`document root: the room ${name} has no document`);
  return root;
}
