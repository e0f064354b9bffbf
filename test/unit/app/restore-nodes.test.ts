import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { restoreNodes } from "#app/live/restore-nodes.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { type AttributedNode, stripHands, toAttributedTree } from "#domain/live/attributed-tree.ts";

const text = (words: string, marks: Record<string, true> = {}): AttributedNode => ({ text: words, marks, by: 1 });
const paragraph = (...children: AttributedNode[]): AttributedNode => ({
  name: "paragraph",
  attributes: {},
  children,
  by: 1,
});
const say = (nodes: readonly AttributedNode[]): string => canonicalJson(stripHands(nodes));

const texts = fc.array(
  fc.record({
    text: fc.string({ minLength: 1, maxLength: 8 }).filter((one) => !/\p{Surrogate}/u.test(one)),
    marks: fc.constantFrom<Record<string, true>[]>({}, { bold: true }, { italic: true }, { bold: true, italic: true }),
    by: fc.constant(1),
  }),
  { minLength: 1, maxLength: 4 },
);
const cite: AttributedNode = { name: "cite", attributes: { annotation: "n1" }, children: [], by: 1 };
const block = fc.tuple(texts, fc.boolean()).map(([line, cited]) => paragraph(...line, ...(cited ? [cite] : [])));
const list = fc.array(block, { minLength: 1, maxLength: 3 }).map((items): AttributedNode => ({
  name: "bulletList",
  attributes: {},
  by: 1,
  children: items.map((item) => ({ name: "listItem", attributes: {}, children: [item], by: 1 })),
}));
const document = fc.array(fc.oneof(block, list), { maxLength: 8 });

test("says exactly what was said, from whatever stands there, and the others get it", () => {
  fc.assert(
    fc.property(document, document, (now, then) => {
      const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
      mine.on("update", (update: Uint8Array) => Y.applyUpdate(theirs, update));
      const fragment = mine.getXmlFragment("conclusion");
      for (const wanted of [now, then]) {
        restoreNodes(fragment, wanted);
        for (const doc of [mine, theirs]) {
          expect(say(toAttributedTree(doc.getXmlFragment("conclusion")))).toBe(say(wanted));
        }
      }
    }),
  );
});

test("blocks that stand as they did keep their writers; what is brought back is the restorer's", () => {
  const [an, binh] = [new Y.Doc(), new Y.Doc()];
  [an.clientID, binh.clientID] = [1, 2];
  restoreNodes(
    an.getXmlFragment("conclusion"),
    ["một", "hai", "ba"].map((word) => paragraph(text(word))),
  );
  Y.applyUpdate(binh, Y.encodeStateAsUpdate(an));
  const fragment = binh.getXmlFragment("conclusion");
  restoreNodes(fragment, [paragraph(text("một")), paragraph(text("HAI")), paragraph(text("ba"))]);
  expect(toAttributedTree(fragment).map(({ by }) => by)).toEqual([1, 2, 1]);
});
