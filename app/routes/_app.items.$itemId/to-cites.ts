import type { Cite } from "#domain/event/head.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";

/** Binds cited notes to the version and hash that the page shows; one that is gone is left out. */
export function toCites(citeIds: readonly string[], notes: readonly NoteView[]): Cite[] {
  return citeIds.flatMap((id) => {
    const note = notes.find((one) => one.id === id);
    return note === undefined ? [] : [{ annotation: id, version: note.version, hash: note.hash }];
  });
}
