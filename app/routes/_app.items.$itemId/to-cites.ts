import type { Cite } from "#domain/event/head.ts";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import type { RichContent } from "./rich-content.ts";

/** Stands where a note was cited that is gone. It reads as `@?`; a joiner tells it from what people type. */
export const LOST_CITE = "@\u2060?";

/**
 * A text as its entry holds it: cited notes bound to the version and hash that the page shows.
 *
 * An entry cannot bind a note that is gone. Its place in the text says so, and the citations after it get the
 * numbers that they have among those that are left: each still names its own note.
 */
export function toCites(
  { text, citeIds }: RichContent,
  notes: readonly Pick<NoteView, "id" | "version" | "hash">[],
): { text: string; cites: Cite[] } {
  const cites: Cite[] = [];
  const signs = citeIds.map((id) => {
    const note = notes.find((one) => one.id === id);
    return note === undefined
      ? LOST_CITE
      : `@${cites.push({ annotation: id, version: note.version, hash: note.hash })}`;
  });
  return { text: text.replace(/@\d+/g, (sign) => signs[Number(sign.slice(1)) - 1] ?? sign), cites };
}
