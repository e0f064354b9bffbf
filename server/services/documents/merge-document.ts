import * as Y from "yjs";

/**
 * A document from its snapshot and the updates after it, in one transaction.
 *
 * `Y.mergeUpdates` over many small updates costs their number squared; applying them does not.
 *
 * @param updates - in the order in which they were committed; the first may be a snapshot.
 */
export function buildDocument(updates: readonly Uint8Array[]): Y.Doc {
  const document = new Y.Doc();
  document.transact(() => {
    for (const update of updates) Y.applyUpdate(document, update);
  });
  return document;
}

/** One update that says the same as all of them together. */
export function mergeDocument(updates: readonly Uint8Array[]): Uint8Array {
  const document = buildDocument(updates);
  const merged = Y.encodeStateAsUpdate(document);
  document.destroy();
  return merged;
}
