import * as Y from "yjs";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { type AttributedNode, stripHands, toAttributedTree } from "#domain/live/attributed-tree.ts";

/**
 * Makes a document say what it said before, as one new edit of whoever does it.
 *
 * Blocks at the beginning and the end that say the same stay as they are, with who wrote them and whose carets stand in
 * them; what is between them is written anew.
 */
export function restoreNodes(fragment: Y.XmlFragment, nodes: readonly AttributedNode[]): void {
  const say = (node: AttributedNode): string => canonicalJson(stripHands([node]));
  const [now, then] = [toAttributedTree(fragment).map(say), nodes.map(say)];
  const shorter = Math.min(now.length, then.length);
  let head = 0;
  while (head < shorter && now[head] === then[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && now.at(-1 - tail) === then.at(-1 - tail)) tail += 1;
  const write = (): void => {
    fragment.delete(head, fragment.length - head - tail);
    fragment.insert(head, toChildren(nodes.slice(head, nodes.length - tail)));
  };
  if (fragment.doc === null) write();
  else fragment.doc.transact(write);
}

function toChildren(nodes: readonly AttributedNode[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let line: { insert: string; attributes: object }[] = [];
  const endLine = (): void => {
    if (line.length === 0) return;
    const text = new Y.XmlText();
    text.applyDelta(line);
    children.push(text);
    line = [];
  };
  for (const node of nodes) {
    if ("text" in node) {
      line.push({ insert: node.text, attributes: { ...node.marks } });
      continue;
    }
    endLine();
    const element = new Y.XmlElement(node.name);
    // The library types attributes as strings; any plain value is kept as it is.
    for (const [key, value] of Object.entries(node.attributes)) element.setAttribute(key, value as string);
    element.insert(0, toChildren(node.children));
    children.push(element);
  }
  endLine();
  return children;
}
