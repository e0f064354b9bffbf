import { expect, test } from "vitest";
import * as Y from "yjs";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { toDocumentTree } from "#domain/live/document-tree.ts";

function makeDoc(write: (text: Y.XmlText, paragraph: Y.XmlElement) => void): Y.Doc {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  doc.getXmlFragment("conclusion").insert(0, [paragraph]);
  write(text, paragraph);
  return doc;
}

const treeOf = (doc: Y.Doc): string => canonicalJson(toDocumentTree(doc.getXmlFragment("conclusion")).nodes);

test("says what is written, block by block", () => {
  const doc = makeDoc((text, paragraph) => {
    text.insert(0, "Giữ nguyên");
    text.format(0, 3, { bold: {} });
    paragraph.setAttribute("align", "left");
  });
  expect(toDocumentTree(doc.getXmlFragment("conclusion"))).toEqual({
    text: "Giữ nguyên",
    nodes: [
      {
        name: "paragraph",
        attributes: { align: "left" },
        children: [
          { text: "Giữ", marks: { bold: {} } },
          { text: " nguyên", marks: {} },
        ],
      },
    ],
  });
  expect(toDocumentTree(new Y.Doc().getXmlFragment("conclusion"))).toEqual({ nodes: [], text: "" });
});

test("does not depend on how it was typed: in one piece, in pieces, marked twice, on another replica", () => {
  const atOnce = makeDoc((text) => {
    text.insert(0, "abcdef");
    text.format(0, 6, { bold: {}, italic: {} });
  });
  const inPieces = makeDoc((text) => {
    text.insert(0, "xyz");
    text.delete(0, 3);
    text.insert(0, "abc");
    text.format(0, 3, { italic: {} });
    text.insert(3, "def", {});
    text.format(3, 3, { bold: {} });
    text.format(0, 3, { bold: {} });
    text.format(3, 3, { italic: {} });
  });
  const replica = new Y.Doc();
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(inPieces));
  expect(treeOf(inPieces)).toBe(treeOf(atOnce));
  expect(treeOf(replica)).toBe(treeOf(atOnce));
});
