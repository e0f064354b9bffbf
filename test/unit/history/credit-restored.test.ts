import { expect, test } from "vitest";
import * as Y from "yjs";
import { restoreNodes } from "#app/live/restore-nodes.ts";
import { type AttributedNode, toAttributedTree } from "#domain/live/attributed-tree.ts";
import { creditRestored, type EarlierState, findRestored } from "../../../server/services/history/credit-restored.ts";

const [AN, BINH, CHAIR] = [11, 22, 33];

/** What a document says after each of these, written by one client after another. */
function write(...steps: readonly [client: number, edit: (fragment: Y.XmlFragment) => void][]): AttributedNode[][] {
  let state = Y.encodeStateAsUpdate(new Y.Doc());
  return steps.map(([client, edit]) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    Y.applyUpdate(doc, state);
    edit(doc.getXmlFragment("conclusion"));
    state = Y.encodeStateAsUpdate(doc);
    return toAttributedTree(doc.getXmlFragment("conclusion"));
  });
}

const add = (text: string) => (fragment: Y.XmlFragment) => {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  fragment.insert(fragment.length, [paragraph]);
};

/** Whose each line is. */
const handsOf = (nodes: readonly AttributedNode[]): number[][] =>
  nodes.map((node) => [...new Set("text" in node ? [node.by] : node.children.map(({ by }) => by))]);

test("a restored text is credited to those who wrote it, and not to who brought it back", () => {
  const [, both, empty] = write(
    [AN, add("Câu của An.")],
    [BINH, add("Câu của Bình.")],
    [CHAIR, (fragment) => fragment.delete(0, 2)],
  );
  const kept = both as AttributedNode[];
  const [restored] = write([CHAIR, (fragment) => restoreNodes(fragment, kept)]) as [AttributedNode[]];
  expect(handsOf(restored)).toEqual([[CHAIR], [CHAIR]]);
  expect(handsOf(creditRestored(restored, [kept, empty as AttributedNode[]]))).toEqual([[AN], [BINH]]);
});

test("what was never said before is whose it is; an empty line is nobody's but its writer's", () => {
  const [first, second] = write([AN, add("Câu một.")], [BINH, add("Câu hai.")]) as [AttributedNode[], AttributedNode[]];
  expect(handsOf(creditRestored(second, [first]))).toEqual([[AN], [BINH]]);
  const [blank] = write([AN, add("")]) as [AttributedNode[]];
  const [another] = write([BINH, add("")]) as [AttributedNode[]];
  expect(creditRestored(another, [blank])).toEqual(another);
});

test("a text is restored when it stood before and something else stood in between", () => {
  const states = ["a", "b"].map((hash, at): EarlierState => ({ at: `2026-01-0${at + 1}`, hash, nodes: [] }));
  expect(findRestored({ hash: "a" }, states)).toBe("2026-01-01");
  expect(findRestored({ hash: "b" }, states)).toBeNull();
  expect(findRestored({ hash: "c" }, states)).toBeNull();
});
