import { expect, test } from "vitest";
import type { ExtractedBlock, Extraction } from "#domain/annotation/extraction.ts";
import { findPlaceInStretch, indexStretches } from "../../../app/routes/_app.items.$itemId/viewer/stretches.ts";

/** Blocks of four letters each, one after the other. */
function makeExtraction(blocks: readonly Partial<ExtractedBlock>[]): Extraction {
  const laid = blocks.map((over, at): ExtractedBlock => {
    const [start, end] = [at * 5, at * 5 + 4];
    const runs = [{ start, end, bold: false, italic: false }];
    return { page: 1, start, end, align: "left", indent: false, runs, kind: "paragraph", ...over };
  });
  const text = laid.map(() => "chữ.").join("\n");
  return { extractor: "test", version: "1", pageCount: 2, text, blocks: laid };
}
const cell = (row: number, column: number, rowSpan = 1): Partial<ExtractedBlock> => ({
  kind: "cell",
  cell: { table: 1, row, column, rowSpan },
});
const cells = (rows: number, toSpan: (row: number) => number = () => 1) =>
  Array.from({ length: rows }, (_, at) => [cell(at + 1, 1, toSpan(at + 1)), cell(at + 1, 3)]).flat();

test("a page of a letter is one stretch, and one without text as well", () => {
  const stretches = indexStretches(makeExtraction([{}, {}]));
  expect(stretches.map(({ page, part, parts, blocks }) => [page, part, parts, blocks.length])).toEqual([
    [1, 1, 1, 2],
    [2, 1, 1, 0],
  ]);
});

test("a long sheet is cut between rows, never through a cell, and its parts have the same columns", () => {
  // The cell of row 195 reaches into row 205: the first place for a cut, at 400 blocks, lies within it.
  const extraction = makeExtraction(cells(450, (row) => (row === 195 ? 11 : 1)));
  const stretches = indexStretches(extraction).filter(({ page }) => page === 1);
  expect(stretches.flatMap(({ blocks }) => blocks)).toEqual(extraction.blocks);
  expect(stretches.map(({ blocks }) => blocks[0]?.cell?.row)).toEqual([1, 206, 406]);
  expect(stretches.map(({ tables }) => tables.get(1)?.columns)).toEqual([
    [1, 3],
    [1, 3],
    [1, 3],
  ]);
  expect(findPlaceInStretch(extraction, extraction.blocks[410]?.start ?? 0)).toEqual({ index: 1, share: 0 });
  expect(findPlaceInStretch(extraction, extraction.text.length)).toEqual({ index: 2, share: 1 });
});

/** Rows whose cells `headsOf` takes for the names of the columns. */
const headRowsOf = (blocks: readonly Partial<ExtractedBlock>[]): number[] => {
  const heads = indexStretches(makeExtraction(blocks))[0]?.tables.get(1)?.heads ?? [];
  return heads.map(({ cell: place }) => place?.row ?? 0);
};

test("the columns have the names that the document marks, else those of a spreadsheet's first row of words", () => {
  const head = (row: number, column: number): Partial<ExtractedBlock> => ({
    kind: "cell",
    cell: { table: 1, row, column, header: true },
  });
  const number = (row: number, column: number): Partial<ExtractedBlock> => ({ ...cell(row, column), align: "right" });
  expect(headRowsOf([head(1, 1), head(1, 2), head(2, 1), cell(3, 1), head(4, 1)])).toEqual([1, 1, 2]);
  expect(headRowsOf([cell(1, 1), cell(3, 1), cell(3, 2), cell(3, 3), cell(4, 1), number(4, 2), number(4, 3)])).toEqual([
    3, 3, 3,
  ]);
  expect(headRowsOf([cell(1, 1), number(1, 2), cell(2, 1), number(2, 2)])).toEqual([]);
});

test("an item of a list stays with what is below it, and a long text without tables is cut as well", () => {
  const inside = Array.from({ length: 30 }, (): Partial<ExtractedBlock> => ({
    kind: "list-item",
    level: 2,
    marker: "-",
  }));
  const list = [...Array.from({ length: 390 }, () => ({})), { kind: "list-item", level: 1, marker: "a)" } as const];
  const stretches = indexStretches(makeExtraction([...list, ...inside, {}]));
  expect(stretches.map(({ blocks }) => blocks.length)).toEqual([421, 1, 0]);
});
