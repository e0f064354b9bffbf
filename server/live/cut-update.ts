import * as Y from "yjs";

/** An update without the items of these clients. @throws when it cannot be read. */
export function dropClients(update: Uint8Array, isDropped: (client: number) => boolean): Uint8Array {
  const ends = [...Y.parseUpdateMeta(update).to].filter(([client]) => isDropped(client));
  return ends.length === 0 ? update : Y.diffUpdate(update, Y.encodeStateVector(new Map(ends)));
}

/**
 * What of an update can be integrated now: all that builds upon the document, or upon something else in the update.
 *
 * It is tried on a copy, which costs as much as reading the document: for pages that know more than the disk only. The
 * rest is dropped; whoever sent it sends it again when asked.
 *
 * @param document - what is committed. Not changed.
 * @returns an update without what the document has; it may be empty. @throws when the update cannot be read.
 */
export function cutUpdate(document: Y.Doc, update: Uint8Array): Uint8Array {
  const copy = new Y.Doc();
  try {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
    Y.applyUpdate(copy, update);
    // What waits for others would be encoded with the rest.
    copy.store.pendingStructs = null;
    copy.store.pendingDs = null;
    return Y.encodeStateAsUpdate(copy, Y.encodeStateVector(document));
  } finally {
    copy.destroy();
  }
}

/** Whether all of a range is taken away already. */
export function isDeleted(document: Y.Doc, [client, clock, length]: readonly [number, number, number]): boolean {
  const structs = document.store.clients.get(client);
  if (structs === undefined || clock + length > Y.getState(document.store, client)) return false;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
    const struct = structs[at];
    if (struct === undefined || struct.id.clock >= clock + length) break;
    if (!struct.deleted) return false;
  }
  return true;
}
