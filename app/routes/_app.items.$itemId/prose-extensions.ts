import { Extension, InputRule } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type { NoteNumbers } from "./cite-node.ts";

/**
 * `@3` and a space become the citation of note 3. Waits for the end of a composition, as every input rule: what an
 * input method is still making is never touched.
 */
export const TypedCites = Extension.create<{ numbers: () => NoteNumbers }>({
  name: "typedCites",
  addOptions: () => ({ numbers: () => new Map() }),
  addInputRules() {
    const { numbers } = this.options;
    return [
      new InputRule({
        find: /@(\d{1,4})\s$/,
        handler: ({ range, match, chain }) => {
          const id = [...numbers()].find(([, number]) => String(number) === match[1])?.[0];
          // No such note: the letters stay what they are.
          if (id === undefined) return null;
          const cite = { type: "cite", attrs: { annotation: id } };
          chain()
            .insertContentAt(range, [cite, { type: "text", text: " " }])
            .run();
        },
      }),
    ];
  },
});

export interface LengthLimitOptions {
  /** Size of the document at most, as the editor counts: letters and the bounds of blocks. */
  readonly sizeMax: number;
  readonly onFull: () => void;
}

/** Refuses what would make the text longer than it may be, before the server does; never what others write. */
export const LengthLimit = Extension.create<LengthLimitOptions>({
  name: "lengthLimit",
  addOptions: () => ({ sizeMax: Infinity, onFull: () => undefined }),
  addProseMirrorPlugins() {
    const { sizeMax, onFull } = this.options;
    return [
      new Plugin({
        filterTransaction: (transaction, state) => {
          const isOthers = transaction.getMeta(ySyncPluginKey) !== undefined;
          const size = transaction.doc.content.size;
          if (!transaction.docChanged || isOthers || size <= sizeMax || size <= state.doc.content.size) return true;
          onFull();
          return false;
        },
      }),
    ];
  },
});
