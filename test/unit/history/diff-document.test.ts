import { expect, test } from "vitest";
import type { AttributedNode } from "#domain/live/attributed-tree.ts";
import { diffDocument } from "../../../server/services/history/diff-document.ts";

const text = (words: string, by = 1, marks: Record<string, true> = {}): AttributedNode => ({ text: words, marks, by });
type Attributes = Record<string, string>;
const element = (name: string, children: AttributedNode[], attributes: Attributes = {}): AttributedNode => ({
  name,
  attributes,
  children,
  by: 1,
});
const paragraph = (...children: AttributedNode[]): AttributedNode => element("paragraph", children);

const toActor = (client: number): string | null => (client === 9 ? null : `actor-${client}`);
/** `=same +added −removed`, a line for each block. */
const show = (before: AttributedNode[] | null, after: AttributedNode[]): string[] =>
  diffDocument(before, after, toActor).map(({ pieces }) =>
    pieces
      .map(({ change, text: words, cite }) => `${{ same: "=", added: "+", removed: "−" }[change]}${cite ?? words}`)
      .join("|"),
  );

test("marks words that came and went, and nothing that only changed its look or its hand", () => {
  const before = [paragraph(text("Nghị quyết còn hiệu lực"))];
  const after = [paragraph(text("Nghị ", 1), text("quy", 1, { bold: true }), text("ết", 2), text(" hết hiệu lực", 2))];
  expect(show(before, after)).toEqual(["=Nghị |=quy|=ết |−còn|+hết|= hiệu lực"]);
});

test("a first version has nothing before it, a step without words changes none", () => {
  expect(show([], [paragraph(text("một"))])).toEqual(["+một"]);
  expect(show(null, [paragraph(text("một"))])).toEqual(["=một"]);
});

test("citations are words of their own, lists are blocks of their own", () => {
  const cite = (id: string): AttributedNode => element("cite", [], { annotation: id });
  const before = [paragraph(text("theo năm "), cite("n2"))];
  const after = [
    paragraph(text("theo năm "), cite("n3")),
    element("bulletList", [element("listItem", [paragraph(text("ý một"))])]),
  ];
  expect(show(before, after)).toEqual(["=theo năm |−n2|+n3", "+ý một"]);
  expect(diffDocument(before, after, toActor).map(({ kind }) => kind)).toEqual(["paragraph", "item"]);
});

test("paragraphs that are joined show the break that went; so does one that went", () => {
  const two = [paragraph(text("một ")), paragraph(text("hai"))];
  expect(show(two, [paragraph(text("một hai"))])).toEqual(["=một |−¶|=hai"]);
  expect(show(two, [paragraph(text("hai"))])).toEqual(["−một ¶|=hai"]);
});

test("whose hand: the pseudonym, or nobody's once it is forgotten", () => {
  const [block] = diffDocument(null, [paragraph(text("của một ", 1), text("của ai đó", 9))], toActor);
  expect(block?.pieces.map(({ by }) => by)).toEqual(["actor-1", null]);
});

test("texts that have nothing in common are shown in bounded time", () => {
  const words = (seed: number): AttributedNode[] =>
    Array.from({ length: 400 }, (_, line) =>
      paragraph(text(Array.from({ length: 50 }, (_unused, at) => `${seed}.${line}.${at}`).join(" "))),
    );
  const startedAt = performance.now();
  const blocks = diffDocument(words(1), words(2), toActor);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(blocks).toHaveLength(800);
});
