import * as Y from "yjs";
import type { JsonValue } from "../ledger/canonical-json.ts";

/** A stretch of text with one set of marks, written by one Yjs client. */
export interface AttributedText {
  readonly text: string;
  readonly marks: Readonly<Record<string, JsonValue>>;
  /** Yjs client id: whose hand it is, says the list of a document's clients. */
  readonly by: number;
}

export interface AttributedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  readonly children: readonly AttributedNode[];
  readonly by: number;
}

export type AttributedNode = AttributedText | AttributedElement;

/**
 * Reads a fragment as `toDocumentTree` does, with who wrote what.
 *
 * Yjs keeps with each letter which client put it there, and not who took one away. Text that an editor moves, as the
 * end of a paragraph that is split in two, is put there by who splits it.
 */
export function toAttributedTree(fragment: Y.XmlFragment): AttributedNode[] {
  return fragment.toArray().flatMap((child): AttributedNode[] => {
    if (child instanceof Y.XmlText) return toTexts(child);
    if (!(child instanceof Y.XmlElement)) return [];
    const attributes = toRecord(child.getAttributes());
    const by = child._item?.id.client ?? 0;
    return [{ name: child.nodeName, attributes, children: toAttributedTree(child), by }];
  });
}

function toTexts(xmlText: Y.XmlText): AttributedText[] {
  const texts: { text: string; marks: Record<string, JsonValue>; by: number }[] = [];
  const current = new Map<string, unknown>();
  for (let item = xmlText._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      if (item.content.value === null) current.delete(item.content.key);
      else current.set(item.content.key, item.content.value);
    } else if (item.content instanceof Y.ContentString) {
      const { str: text } = item.content;
      const marks = toRecord(Object.fromEntries(current));
      const last = texts.at(-1);
      if (last?.by === item.id.client && isSame(last.marks, marks)) last.text += text;
      else texts.push({ text, marks, by: item.id.client });
    }
  }
  return texts;
}

/** The same without the hands: what `toDocumentTree` gives, so that its hash can be compared. */
export function stripHands(nodes: readonly AttributedNode[]): JsonValue[] {
  const bare: JsonValue[] = [];
  let last: { text: string; marks: Readonly<Record<string, JsonValue>> } | null = null;
  for (const node of nodes) {
    if (!("text" in node)) {
      last = null;
      bare.push({ name: node.name, attributes: node.attributes, children: stripHands(node.children) });
    } else if (last !== null && isSame(last.marks, node.marks)) {
      last.text += node.text;
    } else {
      last = { text: node.text, marks: node.marks };
      bare.push(last);
    }
  }
  return bare;
}

/** Sorted by name; what is undefined is left out. */
function toRecord(values: Record<string, unknown>): Record<string, JsonValue> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as Record<string, JsonValue>;
}

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
