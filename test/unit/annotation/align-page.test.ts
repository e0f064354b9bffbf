import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEvidencePdf } from "../../../db/seeds/evidence/make-evidence.ts";
import {
  alignPage,
  findQuote,
  findUnits,
  type ItemStretch,
  type PageItem,
  toExtractionOffset,
} from "../../../server/domain/annotation/align-page.ts";
import type { ExtractedBlock, Extraction } from "../../../server/domain/annotation/extraction.ts";
import { readAlone } from "../../../server/services/evidence/extract-text.ts";

let extraction: Extraction;
let document: PDFDocumentProxy;

beforeAll(async () => {
  const options = { kind: "nghi-quyet", entityNameVi: "Huế", entityKind: "city", year: 2025, seed: 1 } as const;
  const { bytes } = await makeEvidencePdf(options);
  ({ extraction } = await readAlone(bytes));
  document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
});
afterAll(() => document.loadingTask.destroy());

/** What the page draws, as a browser is told it; the extractor's own reading has no part in this. */
async function readItems(page: number): Promise<PageItem[]> {
  const proxy = await document.getPage(page);
  const { width, height } = proxy.getViewport({ scale: 1 });
  const { items } = await proxy.getTextContent();
  return items.flatMap((item) => {
    if (!("str" in item)) return [];
    const [, , c, d, x, y] = item.transform as number[];
    const place = { x: (x! / width) * 100, y: 100 - (y! / height) * 100, width: (item.width / width) * 100 };
    return [{ text: item.str, ...place, size: (Math.hypot(c!, d!) / height) * 100 }];
  });
}

const say = (items: readonly PageItem[], pieces: readonly ItemStretch[]): string =>
  pieces.map(({ item, from, to }) => items[item]!.text.slice(from, to)).join("");
const bare = (text: string): string => text.normalize("NFC").replace(/\s/g, "");
const blocksOf = (page: number): ExtractedBlock[] => extraction.blocks.filter((block) => block.page === page);

describe("a drawn page beside its extraction", () => {
  test.each([1, 2, 3, 4, 5])("every block of page %i is drawn by the items that say it", async (page) => {
    const items = await readItems(page);
    const aligned = alignPage(items, blocksOf(page), extraction.text);
    for (const { start, end } of blocksOf(page)) {
      expect(bare(say(items, findUnits(aligned, start, end)))).toBe(bare(extraction.text.slice(start, end)));
    }
    for (const [at, { starts, ends }] of aligned.entries()) {
      for (const [unit, start] of starts.entries()) {
        if (start < 0) continue;
        expect(extraction.text.slice(start, ends[unit])).toContain(items[at]!.text[unit]!.normalize("NFC"));
      }
    }
  });

  test("words without boxes are still found, in the order of the page", async () => {
    const items = await readItems(2);
    const plain = blocksOf(2).map(({ box: _box, ...block }) => block);
    const aligned = alignPage(items, plain, extraction.text);
    const { start, end } = plain[1]!;
    expect(bare(say(items, findUnits(aligned, start, end)))).toBe(bare(extraction.text.slice(start, end)));
  });

  test("a boundary in an item has a place, between words too; what is not in the text has none", () => {
    const block = makeBlock(10, 20);
    const items = [makeItem("Kinh  phí "), makeItem("- 3 -", 97)];
    const aligned = alignPage(items, [block], "0123456789Kinh phí ");
    expect([0, 1, 4, 5, 6, 9, 10].map((unit) => toExtractionOffset(aligned[0]!, unit))).toEqual([
      10, 11, 14, 14, 15, 18, 18,
    ]);
    expect(toExtractionOffset(aligned[1]!, 2)).toBeNull();
    expect(findUnits(aligned, 0, 10)).toEqual([]);
  });

  test("a tone mark that is drawn on its own belongs to its letter", () => {
    const items = [makeItem("Hue"), makeItem("\u0302"), makeItem("\u0301 mới")].map((item, at) => ({
      ...item,
      x: 10 + at,
    }));
    const aligned = alignPage(items, [makeBlock(0, 7)], "Huế mới");
    expect(findUnits(aligned, 2, 3)).toEqual([
      { item: 0, from: 2, to: 3 },
      { item: 1, from: 0, to: 1 },
      { item: 2, from: 0, to: 1 },
    ]);
  });

  test("a text that differs is passed over, and both meet again behind it", () => {
    const items = [makeItem("Tổng kinh phí 40 tỷ đồng mỗi năm")];
    const text = "Tổng kinh phí bốn mươi tỷ đồng mỗi năm";
    const aligned = alignPage(items, [makeBlock(0, text.length)], text);
    const at = text.indexOf("tỷ đồng");
    expect(say(items, findUnits(aligned, at, at + 7))).toBe("tỷ đồng");
    expect(say(items, findUnits(aligned, text.indexOf("bốn"), text.indexOf("bốn") + 3))).toBe("");
  });

  test("a quote is found by its words where it is drawn once, and nowhere when it is drawn twice", () => {
    const items = [makeItem("Kinh phí hằng năm"), makeItem("hằng năm", 40)];
    expect(say(items, findQuote(items, "Kinh\nphí"))).toBe("Kinh phí");
    expect(findQuote(items, "hằng năm")).toEqual([]);
    expect(findQuote(items, "khác")).toEqual([]);
  });
});

const makeItem = (text: string, y = 50): PageItem => ({ text, x: 10, y, width: 5, size: 2 });

function makeBlock(start: number, end: number): ExtractedBlock {
  const runs = [{ start, end, bold: false, italic: false }];
  const box = { x: 8, y: 48, width: 30, height: 3 };
  return { page: 1, start, end, align: "left", indent: false, kind: "paragraph", runs, box };
}
