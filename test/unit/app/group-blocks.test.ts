import { describe, expect, test } from "vitest";
import type { ExtractedBlock } from "#domain/annotation/extraction.ts";
import { groupBlocks, type ListTree } from "../../../app/routes/_app.items.$itemId/group-blocks.ts";
import { describeTables } from "../../../app/routes/_app.items.$itemId/table-shape.ts";

let start = 0;
const makeBlock = (kind: ExtractedBlock["kind"], over: Partial<ExtractedBlock> = {}): ExtractedBlock => {
  start += 2;
  const run = { start, end: start + 1, bold: false, italic: false };
  return { page: 1, start, end: start + 1, align: "left", indent: false, runs: [run], kind, ...over };
};
const item = (level: number, marker: string): ExtractedBlock => makeBlock("list-item", { level, marker });
type Place = NonNullable<ExtractedBlock["cell"]>;
const cell = (row: number, column: number, over: Partial<Place> = {}): ExtractedBlock =>
  makeBlock("cell", { cell: { table: 1, row, column, ...over } });

/** `1.(a) 2.`: markers, with the lists inside in parentheses. */
const write = ({ isOrdered, items }: ListTree): string => {
  const inside = (lists: readonly ListTree[]): string => lists.map((one) => `(${write(one)})`).join("");
  const written = items.map(({ block, lists }) => `${block.marker}${inside(lists)}`);
  return `${isOrdered ? "ol" : "ul"}:${written.join(" ")}`;
};
const listsOf = (blocks: readonly ExtractedBlock[]): string[] =>
  groupBlocks(blocks).map((group) => (group.kind === "list" ? write(group.list) : group.kind));

describe("groupBlocks", () => {
  test("keeps what stands alone in its order, and a letterhead together", () => {
    const kinds = ["letterhead", "letterhead", "heading", "paragraph", "letterhead"] as const;
    expect(groupBlocks(kinds.map((kind) => makeBlock(kind))).map(({ kind }) => kind)).toEqual([
      "letterhead",
      "text",
      "text",
      "letterhead",
    ]);
    expect(groupBlocks([])).toEqual([]);
  });

  test("puts lists inside the items that they hang on", () => {
    expect(listsOf([item(1, "1."), item(2, "a)"), item(2, "b)"), item(1, "2.")])).toEqual(["ol:1.(ol:a) b)) 2."]);
    expect(listsOf([item(1, "•"), item(1, "1.")])).toEqual(["ul:•", "ol:1."]);
    expect(listsOf([item(2, "-"), item(1, "1.")])).toEqual(["ul:-", "ol:1."]);
    expect(listsOf([item(1, "1."), makeBlock("paragraph"), item(1, "2.")])).toEqual(["ol:1.", "text", "ol:2."]);
  });

  test("lays cells out in rows, with empty places, spans and more than one paragraph", () => {
    const second = cell(3, 4);
    const blocks = [cell(1, 2, { columnSpan: 3, header: true }), cell(3, 2, { rowSpan: 2 }), second, { ...second }];
    const [group] = groupBlocks([...blocks, cell(4, 4)]);
    if (group?.kind !== "table") throw new Error("no table");
    const shape = group.rows.map(({ cells }) =>
      cells.map(({ blocks: own, rowSpan, columnSpan, isHeader }) => [own.length, rowSpan, columnSpan, isHeader]),
    );
    // Columns 1 and 3, and row 2, have nothing in them.
    expect(shape).toEqual([
      [[1, 1, 2, true]],
      [
        [1, 2, 1, false],
        [2, 1, 1, false],
      ],
      [[1, 1, 1, false]],
    ]);
  });

  test("fills up a row that is short, and begins a table anew for another one", () => {
    const groups = groupBlocks([cell(1, 1), cell(1, 2), cell(2, 2), cell(1, 1, { table: 2 })]);
    expect(groups.map((group) => (group.kind === "table" ? group.number : null))).toEqual([1, 2]);
    const [first] = groups;
    const lengths = first?.kind === "table" ? first.rows.map(({ cells }) => cells.map((one) => one.blocks.length)) : [];
    expect(lengths).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  test("a title that is alone in its row goes on over the empty places, and makes no column wide", () => {
    const title = { ...cell(1, 1), start: 900, end: 940 };
    const blocks = [title, cell(2, 1), cell(2, 2), cell(2, 3), cell(3, 1)];
    const [group] = groupBlocks(blocks);
    const spans = group?.kind === "table" ? group.rows.map((row) => row.cells.map((one) => one.columnSpan)) : [];
    expect(spans).toEqual([[3], [1, 1, 1], [1, 1, 1]]);
    expect(describeTables(blocks).get(1)?.letters).toEqual([1, 1, 1]);
  });

  test("a table that would be mostly empty places is read as paragraphs", () => {
    const diagonal = Array.from({ length: 300 }, (_, at) => cell(at + 1, at + 1));
    expect(groupBlocks(diagonal)).toHaveLength(300);
    expect(new Set(groupBlocks(diagonal).map(({ kind }) => kind))).toEqual(new Set(["text"]));
  });
});
