import { describe, expect, test } from "vitest";
import { type ExtractedBlock, extractionSchema } from "#domain/annotation/extraction.ts";

const makeBlock = (start: number, end: number, over: Partial<ExtractedBlock> = {}): ExtractedBlock => ({
  page: 1,
  start,
  end,
  align: "left",
  indent: false,
  kind: "paragraph",
  runs: [{ start, end, bold: false, italic: false }],
  ...over,
});
const first = { extractor: "assay-pdf-text", version: "1+pdfjs-5.6.205", pageCount: 1, text: "một\nhai" };
const place = { table: 1, row: 2, column: 3 };

describe("extractionSchema", () => {
  test("an extraction from before other formats reads as it is, so its hash stays what it was", () => {
    const stored = { ...first, blocks: [makeBlock(0, 3), makeBlock(4, 7, { kind: "heading" })] };
    expect(extractionSchema.parse(stored)).toStrictEqual(stored);
  });

  test("takes lists, cells, pages and what the file does", () => {
    const stored = {
      ...first,
      blocks: [
        makeBlock(0, 3, { kind: "list-item", level: 2, marker: "b)" }),
        makeBlock(4, 7, { kind: "cell", cell: { ...place, columnSpan: 2, header: true } }),
      ],
      format: "docx",
      pages: [{ kind: "text" }],
      contains: ["attachment"],
    };
    expect(extractionSchema.parse(stored)).toStrictEqual(stored);
  });

  test.each([
    ["a place in a table without a cell", { blocks: [makeBlock(0, 3, { cell: place }), makeBlock(4, 7)] }],
    ["a cell without its place", { blocks: [makeBlock(0, 3, { kind: "cell" }), makeBlock(4, 7)] }],
    ["more pages than it has", { blocks: [makeBlock(0, 7)], pages: [{ kind: "text" }, { kind: "scan" }] }],
    ["an unknown format", { blocks: [makeBlock(0, 7)], format: "doc" }],
  ])("refuses %s", (_name, over) => {
    expect(extractionSchema.safeParse({ ...first, ...over }).success).toBe(false);
  });
});
