import { mergeAttributes, Node } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";

/** Numbers of notes by id, as the page shows them now. */
export type NoteNumbers = ReadonlyMap<string, number>;

const LOST = "@?";

/** A citation in prose: it names a note by its id and shows the number that the note has now. */
export const CiteNode = Node.create<{ numbers: () => NoteNumbers }>({
  name: "cite",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addOptions: () => ({ numbers: () => new Map() }),
  addAttributes: () => ({ annotation: { default: "" } }),
  parseHTML: () => [
    { tag: "span[data-cite]", getAttrs: (element) => ({ annotation: element.getAttribute("data-cite") ?? "" }) },
  ],
  renderHTML({ node, HTMLAttributes }) {
    const id = node.attrs["annotation"] as string;
    return ["span", mergeAttributes(HTMLAttributes, { "data-cite": id, class: "cite" }), label(this.options, id)];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      const id = node.attrs["annotation"] as string;
      dom.className = "cite";
      dom.dataset["cite"] = id;
      dom.contentEditable = "false";
      dom.textContent = label(this.options, id);
      return { dom, ignoreMutation: () => true };
    };
  },
});

function label({ numbers }: { numbers: () => NoteNumbers }, id: string): string {
  const number = numbers().get(id);
  return number === undefined ? LOST : `@${number}`;
}

/** Writes the numbers that notes have now into what is shown; the document does not change. */
export function refreshCites(root: HTMLElement, numbers: NoteNumbers): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-cite]")) {
    element.textContent = label({ numbers: () => numbers }, element.dataset["cite"] ?? "");
  }
}

/** What an editor holds: lines of text in which `@k` is the k-th of the cited notes. */
export interface RichContent {
  readonly text: string;
  /** Ids of notes in the order of their first citation. */
  readonly citeIds: readonly string[];
}

/** Reads a document of the editor; empty lines at both ends are left out. */
export function toRichContent(doc: ProseNode): RichContent {
  const citeIds: string[] = [];
  const lines: string[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    let line = "";
    node.forEach((child) => {
      if (child.type.name !== "cite") {
        line += child.text ?? "";
        return;
      }
      const id = child.attrs["annotation"] as string;
      if (!citeIds.includes(id)) citeIds.push(id);
      line += `@${citeIds.indexOf(id) + 1}`;
    });
    lines.push(line);
    return false;
  });
  return { text: lines.join("\n").trim(), citeIds };
}
