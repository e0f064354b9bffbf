import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { stripHands, toAttributedTree } from "#domain/live/attributed-tree.ts";
import { toDocumentTree } from "#domain/live/document-tree.ts";

/** Replicas of one document, each with its own hand. */
function makeReplicas(...clientIds: number[]): Y.Doc[] {
  const docs = clientIds.map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  for (const doc of docs) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "sent") return;
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, "sent");
    });
  }
  return docs;
}

function begin(doc: Y.Doc, text: string): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment("conclusion").insert(0, [paragraph]);
}

const firstText = (doc: Y.Doc): Y.XmlText =>
  (doc.getXmlFragment("conclusion").get(0) as Y.XmlElement).get(0) as Y.XmlText;

/**
 * The place in a text after `count` whole characters, or its end.
 *
 * A format that begins or ends in the midst of a surrogate pair breaks the pair in the replica that asks for it and,
 * where it changes no mark, tells no other: Yjs's own, and no editor sets a caret there.
 */
function placeAfter(word: Y.XmlText, count: number): number {
  const text = (word.toDelta() as { insert: string }[]).map(({ insert }) => insert).join("");
  return [...text].slice(0, count).join("").length;
}

const treeOf = (doc: Y.Doc) => toAttributedTree(doc.getXmlFragment("conclusion"));

test("each stretch has the hand that wrote it, also inside another's word and through marks", () => {
  const [a, b] = makeReplicas(7, 9) as [Y.Doc, Y.Doc];
  begin(a, "Nghị quyết");
  firstText(b).insert(4, " (mới)");
  firstText(a).format(0, 4, { bold: true });
  firstText(b).delete(firstText(b).length - 2, 2);
  for (const doc of [a, b]) {
    expect(treeOf(doc)).toEqual([
      {
        name: "paragraph",
        attributes: {},
        by: 7,
        children: [
          { text: "Nghị", marks: { bold: true }, by: 7 },
          { text: " (mới)", marks: {}, by: 9 },
          { text: " quy", marks: {}, by: 7 },
        ],
      },
    ]);
  }
});

test("without the hands it is what the ledger hashes, whatever was done to it", () => {
  const step = fc.record({
    hand: fc.nat(2),
    kind: fc.constantFrom("insert", "delete", "format", "split", "cite"),
    at: fc.nat(40),
    length: fc.integer({ min: 1, max: 6 }),
    text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }),
  });
  const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const docs = makeReplicas(1, 2, 3);
      begin(docs[0] as Y.Doc, "đầu");
      for (const { hand, kind, at, length, text } of steps) {
        const doc = docs[hand] as Y.Doc;
        const fragment = doc.getXmlFragment("conclusion");
        const word = firstText(doc);
        const from = placeAfter(word, at);
        const size = placeAfter(word, at + length) - from;
        if (kind === "insert" && isWhole(text)) word.insert(from, text);
        else if (kind === "delete") word.delete(from, size);
        else if (kind === "format") word.format(from, size, { italic: true });
        else if (kind === "split") begin(doc, "tách");
        else if (kind === "cite") {
          const cite = new Y.XmlElement("cite");
          cite.setAttribute("annotation", "n1");
          (fragment.get(fragment.length - 1) as Y.XmlElement).push([cite]);
        }
      }
      for (const doc of docs) {
        const { nodes } = toDocumentTree(doc.getXmlFragment("conclusion"));
        expect(canonicalJson(stripHands(treeOf(doc)))).toBe(canonicalJson(nodes));
      }
      expect(treeOf(docs[1] as Y.Doc)).toEqual(treeOf(docs[0] as Y.Doc));
    }),
  );
});

test("an empty document is nobody's", () => {
  expect(treeOf(new Y.Doc())).toEqual([]);
  expect(stripHands([])).toEqual([]);
});
