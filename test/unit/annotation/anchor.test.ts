import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAnchor, quoteLengthMax, resolveAnchor, textAnchorSchema } from "#domain/annotation/anchor.ts";
import { type Extraction, extractionSchema } from "#domain/annotation/extraction.ts";

const paragraphs = [
  "Điều 1. Mục tiêu",
  "1. Đến hết năm 2025: 100% thủ tục hành chính đủ điều kiện được cung cấp dịch vụ công trực tuyến toàn trình.",
  "2. Sở Tài chính bố trí kinh phí hằng năm theo phân cấp ngân sách.",
  "Căn cứ Quyết định số 749/QĐ-TTg của Thủ tướng Chính phủ;",
  "3. Sở Nội vụ bố trí kinh phí hằng năm cho công tác đào tạo.",
];

function makeExtraction(texts: readonly string[] = paragraphs): Extraction {
  let start = 0;
  const blocks = texts.map((text, position) => {
    const end = start + text.length;
    const runs = [{ start, end, bold: false, italic: false }];
    const page = position < 3 ? 1 : 2;
    start = end + 1;
    return {
      page,
      start: end - text.length,
      end,
      align: "left" as const,
      indent: false,
      runs,
      kind: "paragraph" as const,
    };
  });
  return extractionSchema.parse({ extractor: "test", version: "1", pageCount: 2, text: texts.join("\n"), blocks });
}

const extraction = makeExtraction();
const anchorOf = (quote: string, from = 0) => {
  const start = extraction.text.indexOf(quote, from);
  return describeAnchor(extraction, start, start + quote.length);
};
const quoteAt = (text: string, found: { start: number; end: number } | null) =>
  found && text.slice(found.start, found.end);

describe("describeAnchor", () => {
  test("gives quote, 32 units of context on each side, position and page", () => {
    const anchor = anchorOf("749/QĐ-TTg");
    expect(anchor).toMatchObject({ exact: "749/QĐ-TTg", prefix: "ngân sách.\nCăn cứ Quyết định số ", page: 2 });
    expect(anchor.prefix).toHaveLength(32);
    expect(anchor.suffix).toBe(" của Thủ tướng Chính phủ;\n3. Sở ");
    expect(textAnchorSchema.parse(anchor)).toEqual(anchor);
    expect(anchorOf("Điều 1")).toMatchObject({ start: 0, prefix: "", page: 1 });
  });

  test("keeps surrogate pairs whole", () => {
    const pairs = makeExtraction(["a😀b"]);
    expect(describeAnchor(pairs, 2, 3)).toMatchObject({ exact: "😀", start: 1, end: 3 });
  });

  test.each([
    ["empty", 3, 3],
    ["backwards", 5, 3],
    ["outside", 0, 1_000_000],
    ["negative", -1, 3],
    ["no whole number", 0.5, 3],
  ])("refuses a selection that is %s", (_name, start, end) => {
    expect(() => describeAnchor(extraction, start, end)).toThrow(RangeError);
  });

  test("refuses a selection that is too long to be found again", () => {
    const long = makeExtraction(["a".repeat(quoteLengthMax + 1)]);
    expect(() => describeAnchor(long, 0, quoteLengthMax + 1)).toThrow(RangeError);
    expect(describeAnchor(long, 0, quoteLengthMax).exact).toHaveLength(quoteLengthMax);
  });
});

describe("resolveAnchor", () => {
  test("finds an unmoved quote by its position", () => {
    const anchor = anchorOf("bố trí kinh phí");
    const { start, end } = anchor;
    expect(resolveAnchor(extraction.text, anchor)).toEqual({ start, end, score: 1, method: "position" });
  });

  test("follows a quote that moved, and picks the right one of two by its context", () => {
    const second = anchorOf("bố trí kinh phí hằng năm", extraction.text.indexOf("Sở Nội vụ"));
    const moved = `Lời nói đầu được thêm về sau.\n${extraction.text}`;
    const found = resolveAnchor(moved, second);
    expect(found).toMatchObject({ method: "exact", start: moved.lastIndexOf("bố trí kinh phí hằng năm") });
    const first = anchorOf("bố trí kinh phí hằng năm");
    expect(resolveAnchor(moved, first)?.start).toBe(moved.indexOf("bố trí kinh phí hằng năm"));
  });

  test("does not take a short quote that by chance stands at the old position", () => {
    const text = "năm một và năm hai";
    const anchor = { exact: "năm", prefix: "một và ", suffix: " hai", start: 0, end: 3, page: 1 };
    expect(resolveAnchor(text, anchor)).toMatchObject({ start: 11, method: "exact" });
  });

  test("finds an edited quote as fuzzy with a lower score", () => {
    const anchor = anchorOf("cung cấp dịch vụ công trực tuyến toàn trình");
    const edited = extraction.text.replace("dịch vụ công trực tuyến", "các dịch vụ công trực tiếp");
    const found = resolveAnchor(edited, anchor);
    expect(found?.method).toBe("fuzzy");
    expect(found!.score).toBeLessThan(1);
    expect(quoteAt(edited, found)).toBe("cung cấp các dịch vụ công trực tiếp toàn trình");
  });

  test("leaves an orphan rather than other text", () => {
    const anchor = anchorOf("749/QĐ-TTg");
    const without = makeExtraction([...paragraphs.slice(0, 3), paragraphs[4]!]).text;
    expect(resolveAnchor(without, anchor)).toBeNull();
    expect(resolveAnchor("", anchor)).toBeNull();
    // The same short words in another paragraph are another place.
    const kinhPhi = anchorOf("kinh phí", extraction.text.indexOf("Sở Nội vụ"));
    expect(resolveAnchor("Kết luận: không bàn về kinh phí trong phiên họp này.", kinhPhi)).toBeNull();
  });

  test("keeps a long quote that is the only one of its kind in new surroundings, with a low score", () => {
    const anchor = anchorOf("thủ tục hành chính đủ điều kiện được cung cấp");
    const text = `Mới hoàn toàn: ${anchor.exact}; và phần sau cũng khác hẳn bản trước.`;
    const found = resolveAnchor(text, anchor);
    expect(found).toMatchObject({ start: 15, method: "exact" });
    expect(found!.score).toBeLessThan(0.75);
  });

  test("a quote over two pages is found", () => {
    const anchor = anchorOf("phân cấp ngân sách.\nCăn cứ Quyết định");
    expect(anchor.page).toBe(1);
    expect(quoteAt(extraction.text, resolveAnchor(extraction.text, anchor))).toBe(anchor.exact);
  });

  test("an NFD anchor is found in NFC text", () => {
    const anchor = anchorOf("Căn cứ Quyết định số 749/QĐ-TTg");
    const decomposed = {
      ...anchor,
      exact: anchor.exact.normalize("NFD"),
      prefix: anchor.prefix.normalize("NFD"),
      suffix: anchor.suffix.normalize("NFD"),
    };
    expect(decomposed.exact).not.toBe(anchor.exact);
    expect(resolveAnchor(extraction.text, decomposed)).toEqual(resolveAnchor(extraction.text, anchor));
  });

  test("in NFD text the offsets are those of the NFD text", () => {
    const text = extraction.text.normalize("NFD");
    const anchor = anchorOf("Quyết định số 749/QĐ-TTg");
    const found = resolveAnchor(text, anchor);
    expect(found?.method).toBe("position");
    expect(quoteAt(text, found)).toBe(anchor.exact.normalize("NFD"));
  });

  test("stays bounded on a text without the quote", () => {
    const text = "ab".repeat(50_000);
    const exact = "cd".repeat(quoteLengthMax / 2);
    expect(resolveAnchor(text, { exact, prefix: "x", suffix: "y", start: 0, end: exact.length, page: 1 })).toBeNull();
  });

  test("every selection is found again where it was, also after text was put before it", () => {
    const length = extraction.text.length;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 200 }), (start, size) => {
        const anchor = describeAnchor(extraction, start, Math.min(length, start + size));
        const { end } = anchor;
        expect(resolveAnchor(extraction.text, anchor)).toEqual({ start, end, score: 1, method: "position" });
        const moved = resolveAnchor(`Phần mở đầu. ${extraction.text}`, anchor);
        expect(moved).toMatchObject({ start: start + 13, end: end + 13 });
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
