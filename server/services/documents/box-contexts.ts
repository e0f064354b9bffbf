// What a box of a document belongs to: it opens under no other document's name, and no version passes for an update.

/** Of the snapshot and the updates of a document. @param name - of its room. */
export function toBoxContext(name: string): string {
  return `document:${name}`;
}

/** Of a kept version of a document. @param name - of its room. */
export function toVersionContext(name: string): string {
  return `document-version:${name}`;
}
