import * as Y from "yjs";
import type { JsonValue } from "../ledger/canonical-json.ts";

/** The content of a fragment as plain data, and its text with a line for each block. */
export interface DocumentTree {
  /** Elements `{name, attributes, children}` and texts `{text, marks}`, in order; empty for an empty document. */
  readonly nodes: readonly JsonValue[];
  /** Empty for an empty document. */
  readonly text: string;
}

/**
 * Reads a fragment in one form for all replicas: it depends on what the document says, not on how it was typed.
 *
 * Neighbouring texts with the same marks are joined, empty ones are left out.
 */
export function toDocumentTree(fragment: Y.XmlFragment): DocumentTree {
  const lines: string[] = [];
  const nodes = toNodes(fragment, lines);
  return { nodes, text: lines.join("\n").trim() };
}

type TextNode = { text: string; marks: Record<string, JsonValue> };

function toNodes(parent: Y.XmlFragment, lines: string[]): JsonValue[] {
  const nodes: JsonValue[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      const texts = toTexts(child);
      nodes.push(...texts);
      lines.push(texts.map(({ text }) => text).join(""));
    } else if (child instanceof Y.XmlElement) {
      const attributes = toRecord(child.getAttributes());
      nodes.push({ name: child.nodeName, attributes, children: toNodes(child, lines) });
    }
  }
  return nodes;
}

function toTexts(xmlText: Y.XmlText): TextNode[] {
  const texts: TextNode[] = [];
  for (const { insert, attributes } of xmlText.toDelta() as {
    insert: unknown;
    attributes?: Record<string, unknown>;
  }[]) {
    if (typeof insert !== "string" || insert === "") continue;
    const marks = toRecord(attributes ?? {});
    const last = texts.at(-1);
    if (last !== undefined && hasSameMarks(last.marks, marks)) last.text += insert;
    else texts.push({ text: insert, marks });
  }
  return texts;
}

/** Sorted by name; what is undefined is left out. */
function toRecord(values: Record<string, unknown>): Record<string, JsonValue> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as Record<string, JsonValue>;
}

function hasSameMarks(a: Record<string, JsonValue>, b: Record<string, JsonValue>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
