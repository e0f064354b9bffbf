import { mergeAttributes, Node } from "@tiptap/core";
import { LOST_CITE } from "./to-cites.ts";

/** Numbers of notes by id, as the page shows them now. */
export type NoteNumbers = ReadonlyMap<string, number>;

/** A citation in prose: it names a note by its id and shows the number that the note has now. */
export interface CiteOptions {
  readonly numbers: () => NoteNumbers;
  /** What is said of a note that is not there any more. */
  readonly lostText: string;
  readonly onOpen: (annotationId: string) => void;
}

export const CiteNode = Node.create<CiteOptions>({
  name: "cite",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addOptions: () => ({ numbers: () => new Map(), lostText: "", onOpen: () => undefined }),
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
      dom.dataset["lost"] = this.options.lostText;
      dom.contentEditable = "false";
      dom.setAttribute("role", "button");
      dom.tabIndex = -1;
      showLabel(dom, this.options.numbers());
      dom.addEventListener("click", () => this.options.onOpen(id));
      return { dom, ignoreMutation: () => true };
    };
  },
});

function label({ numbers }: Pick<CiteOptions, "numbers">, id: string): string {
  const number = numbers().get(id);
  return number === undefined ? LOST_CITE : `@${number}`;
}

/** Writes the numbers that notes have now into what is shown; the document does not change. */
export function refreshCites(root: HTMLElement, numbers: NoteNumbers): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-cite]")) {
    showLabel(element, numbers);
  }
}

/** A note that was removed or hidden keeps its place in the text, and the text says that it is gone. */
function showLabel(element: HTMLElement, numbers: NoteNumbers): void {
  const id = element.dataset["cite"] ?? "";
  const isLost = !numbers.has(id);
  element.textContent = label({ numbers: () => numbers }, id);
  element.classList.toggle("lost", isLost);
  element.title = isLost ? (element.dataset["lost"] ?? "") : "";
}
