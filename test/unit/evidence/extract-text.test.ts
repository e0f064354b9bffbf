import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEvidencePdf } from "../../../db/seeds/evidence/make-evidence.ts";
import { describeAnchor, resolveAnchor } from "../../../server/domain/annotation/anchor.ts";
import { type Extraction, extractionSchema } from "../../../server/domain/annotation/extraction.ts";
import { createTextExtractor } from "../../../server/services/evidence/extract-text.ts";

const extractor = createTextExtractor();
let extraction: Extraction;

beforeAll(async () => {
  const options = { kind: "nghi-quyet", entityNameVi: "Huế", entityKind: "city", year: 2025, seed: 1 } as const;
  extraction = await extractor.extract((await makeEvidencePdf(options)).bytes);
});
afterAll(() => extractor.close());

/** The block that holds a text, with the text of the whole block. */
function findBlock(part: string) {
  const at = extraction.text.indexOf(part);
  expect(at, part).toBeGreaterThanOrEqual(0);
  const block = extraction.blocks.find((one) => one.start <= at && at < one.end)!;
  return { ...block, text: extraction.text.slice(block.start, block.end) };
}

describe("the text of a made resolution", () => {
  test("names its extractor and is well formed: covered by blocks, in order, pages never back", () => {
    expect(extraction).toMatchObject({ extractor: "assay-pdf-text", pageCount: 5 });
    expect(extraction.version).toMatch(/^2\+pdfjs-\d+\.\d+\.\d+$/);
    expect(extractionSchema.parse(extraction)).toEqual(extraction);
    expect(new Set(extraction.blocks.map((block) => block.page))).toEqual(new Set([1, 2, 3, 4, 5]));
    for (const { box } of extraction.blocks) {
      expect(Math.min(box!.x, box!.y, box!.width, box!.height)).toBeGreaterThan(0);
      expect(Math.max(box!.x + box!.width, box!.y + box!.height)).toBeLessThan(100);
    }
  });

  test("keeps a sentence that wraps whole, on its page, with its offsets", () => {
    const money = findBlock("Kinh phí được cân đối");
    expect(money).toMatchObject({ page: 1, kind: "paragraph", align: "justify", indent: true });
    expect(money.text).toBe(
      "Kinh phí được cân đối từ ngân sách thành phố hằng năm theo phân cấp và các nguồn hợp pháp khác theo quy định " +
        "của pháp luật.",
    );
    expect(findBlock("24. Tỷ lệ cán bộ").page).toBe(4);
    expect(findBlock("24. Tỷ lệ cán bộ").text).toMatch(/năm 2030: 100\.$/);
  });

  test("reads the letterhead column by column, with bold, italic and underlined rows", () => {
    const rows = extraction.blocks.filter((block) => block.kind === "letterhead");
    const style = { bold: true, italic: false };
    expect(rows.map((row) => [row.column, extraction.text.slice(row.start, row.end)])).toEqual([
      [0, "HỘI ĐỒNG NHÂN DÂN"],
      [0, "THÀNH PHỐ HUẾ"],
      [0, "Số: 00/NQ-HĐND"],
      [1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
      [1, "Độc lập - Tự do - Hạnh phúc"],
      [1, "Huế, ngày 14 tháng 3 năm 2025"],
    ]);
    expect(rows[0]!.runs).toEqual([{ start: rows[0]!.start, end: rows[0]!.end, ...style }]);
    expect(rows[1]!.runs).toEqual([{ start: rows[1]!.start, end: rows[1]!.end, ...style, underline: true }]);
    expect(rows[5]!.runs[0]).toMatchObject({ bold: false, italic: true });
  });

  test("tells headings from paragraphs, and what is centred from what is not", () => {
    expect(findBlock("NGHỊ QUYẾT\n")).toMatchObject({ kind: "heading", align: "center", text: "NGHỊ QUYẾT" });
    expect(findBlock("QUYẾT NGHỊ:")).toMatchObject({ kind: "heading", align: "center", text: "QUYẾT NGHỊ:" });
    expect(findBlock("Điều 3. ")).toMatchObject({ kind: "heading", align: "left", indent: true });
    expect(findBlock("Căn cứ Luật").runs).toMatchObject([{ bold: false, italic: true }]);
    expect(findBlock("(đã ký số)")).toMatchObject({ align: "right", page: 1 });
    expect(findBlock("3. Chỉ tiêu cụ thể").text).toMatch(/^3\. .*Nghị quyết này\.$/);
  });

  test("every selection is described and found again", () => {
    const length = extraction.text.length;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 400 }), (start, size) => {
        const anchor = describeAnchor(extraction, start, Math.min(length, start + size));
        const { end, page } = anchor;
        const found = resolveAnchor(extraction.text, anchor);
        expect(found).toEqual({ start, end, score: 1, method: "position" });
        const block = extraction.blocks.findLast((one) => one.start <= start)!;
        expect(page).toBe(block.page);
        const decomposed = resolveAnchor(extraction.text.normalize("NFD"), anchor)!;
        const quote = extraction.text.normalize("NFD").slice(decomposed.start, decomposed.end);
        expect(quote.normalize("NFC")).toBe(anchor.exact);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

test("calls at the same time are answered one by one, each with its own document", async () => {
  const names = ["Cà Mau", "Lào Cai", "Đồng Nai"];
  const made = await Promise.all(
    names.map((entityNameVi) =>
      makeEvidencePdf({ kind: "bao-cao", entityNameVi, entityKind: "province", year: 2025, seed: 1 }),
    ),
  );
  const read = await Promise.all(made.map(({ bytes }) => extractor.extract(bytes)));
  for (const [position, name] of names.entries()) expect(read[position]!.text).toContain(`chuyển đổi số tỉnh ${name}`);
});
