import type { Editor } from "@tiptap/react";
import type { Box } from "#app/ui/place-near.ts";

/** Where the caret stands in the window. */
export function findCaret(editor: Editor): Box {
  const { top, bottom, left } = editor.view.coordsAtPos(editor.state.selection.from);
  return { top, left, width: 0, height: bottom - top };
}

/** The citation takes the place of the sign that asked for it, and of what is selected. */
export function insertCite(editor: Editor, annotation: string): void {
  const { from, to } = editor.state.selection;
  const hasSign = from > 1 && editor.state.doc.textBetween(from - 1, from) === "@";
  const place = { from: hasSign ? from - 1 : from, to };
  const cite = { type: "cite", attrs: { annotation } };
  editor
    .chain()
    .focus()
    .insertContentAt(place, [cite, { type: "text", text: " " }])
    .run();
}
