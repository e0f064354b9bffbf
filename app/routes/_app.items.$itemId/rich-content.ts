import type { JSONContent } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";

/** What an editor holds: lines of text in which `@k` is the k-th of the cited notes. */
export interface RichContent {
  readonly text: string;
  /** Ids of notes in the order of their first citation. */
  readonly citeIds: readonly string[];
}

/** The document that reads as this content: a sign with a number that names none of its notes stays text. */
export function toDocument({ text, citeIds }: RichContent): JSONContent {
  const toNode = (piece: string): JSONContent => {
    const annotation = /^@\d+$/.test(piece) ? citeIds[Number(piece.slice(1)) - 1] : undefined;
    return annotation === undefined ? { type: "text", text: piece } : { type: "cite", attrs: { annotation } };
  };
  const content = text.split("\n").map((line): JSONContent => {
    const pieces = line.split(/(@\d+)/).filter((piece) => piece !== "");
    return pieces.length === 0 ? { type: "paragraph" } : { type: "paragraph", content: pieces.map(toNode) };
  });
  return { type: "doc", content };
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
