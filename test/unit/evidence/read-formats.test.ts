import { afterAll, describe, expect, test } from "vitest";
import { type Extraction, extractionSchema } from "#domain/annotation/extraction.ts";
import { describeAnchor, resolveAnchor } from "#domain/annotation/anchor.ts";
import { createTextExtractor } from "../../../server/services/evidence/extract-text.ts";
import { makeDocxParts, makeXlsxParts, paragraph } from "../../helpers/make-office.ts";
import { makeJpeg, makePng } from "../../helpers/make-picture.ts";
import { makeZip } from "../../helpers/make-zip.ts";

const extractor = createTextExtractor();
afterAll(() => extractor.close());

async function read(bytes: Uint8Array | string): Promise<Extraction> {
  const extraction = await extractor.extract(Buffer.from(bytes));
  expect(extractionSchema.parse(extraction)).toStrictEqual(extraction);
  if (extraction.text !== "") {
    const last = extraction.blocks.at(-1)!;
    const anchor = describeAnchor(extraction, last.start, last.end);
    expect(resolveAnchor(extraction.text, anchor)).toMatchObject({ start: last.start, method: "position" });
  }
  return extraction;
}

const listTexts = ({ text, blocks }: Extraction) => blocks.map((block) => text.slice(block.start, block.end));
const place = (row: number, column: number, table = 1) => ({ table, row, column });

describe("a Word file", () => {
  const numbered = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`;
  const numbering =
    `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum ` +
    `w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt ` +
    `w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;

  test("is read as headings, paragraphs, lists and tables, with their styles", async () => {
    const body =
      paragraph("NGHỊ QUYẾT".normalize("NFD"), '<w:jc w:val="center"/>', "<w:b/>") +
      paragraph("Về chuyển đổi số", '<w:jc w:val="both"/><w:ind w:firstLine="567"/>', "<w:i/>") +
      paragraph("Một", numbered(0)) +
      paragraph("phần nhỏ", numbered(1)) +
      paragraph("Hai", numbered(0)) +
      paragraph("   ") +
      `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph("Chỉ tiêu")}</w:tc>` +
      `<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${paragraph("2025")}</w:tc></w:tr>` +
      `<w:tr><w:tc>${paragraph("a")}${paragraph("b")}</w:tc><w:tc>${paragraph("c")}</w:tc>` +
      `<w:tc><w:tcPr><w:vMerge/></w:tcPr>${paragraph("")}</w:tc></w:tr></w:tbl>`;
    const extraction = await read(
      makeZip(makeDocxParts(body, { more: [{ name: "word/numbering.xml", content: numbering }] })),
    );
    expect(extraction).toMatchObject({ extractor: "assay-docx-text", format: "docx", pageCount: 1 });
    expect(extraction.version).toMatch(/^1\+mammoth-\d+\.\d+\.\d+$/);
    expect(listTexts(extraction)).toEqual([
      ..."NGHỊ QUYẾT|Về chuyển đổi số|Một|phần nhỏ|Hai|Chỉ tiêu|2025|a|b|c".split("|"),
    ]);
    expect(extraction.blocks).toMatchObject([
      { kind: "heading", align: "center" },
      { kind: "paragraph", align: "justify", indent: true, runs: [{ italic: true }] },
      { kind: "list-item", level: 1, marker: "1." },
      { kind: "list-item", level: 2, marker: "•" },
      { kind: "list-item", level: 1, marker: "2." },
      { kind: "cell", cell: { ...place(1, 1), columnSpan: 2 } },
      { kind: "cell", cell: { ...place(1, 3), rowSpan: 2 } },
      { kind: "cell", cell: place(2, 1) },
      { kind: "cell", cell: place(2, 1) },
      { kind: "cell", cell: place(2, 2) },
    ]);
  });

  test("without any text is a page without text", async () => {
    expect(await read(makeZip(makeDocxParts(paragraph(""))))).toMatchObject({ text: "", blocks: [], pageCount: 1 });
  });
});

test("a workbook is read sheet by sheet: words, numbers as they are meant, kept values of formulas", async () => {
  const styles =
    `<numFmts><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/></numFmts><fonts><font/><font><b/></font></fonts>` +
    `<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="10" fontId="1"/></cellXfs>`;
  const rows =
    `<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" s="1"><v>45730</v></c></row>` +
    `<row><c s="2"><f>1/8</f><v>0.125</v></c><c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c></row></sheetData>` +
    `<mergeCells><mergeCell ref="B2:C3"/></mergeCells>`;
  const second = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ghi chú</t></is></c></row></sheetData>`;
  const parts = makeXlsxParts(
    [
      ["Số liệu", rows],
      ["*ẩn", second],
      ["Khác", second],
    ],
    { strings: ["Huế"], styles },
  );
  const extraction = await read(makeZip(parts));
  expect(extraction).toMatchObject({ format: "xlsx", pageCount: 2, pages: [{ name: "Số liệu" }, { name: "Khác" }] });
  expect(listTexts(extraction)).toEqual(["Huế", "2025-03-14", "12.5%", "0.3", "TRUE", "Ghi chú"]);
  expect(extraction.blocks).toMatchObject([
    { page: 1, cell: { ...place(2, 2), columnSpan: 2, rowSpan: 2 } },
    { page: 1, cell: place(2, 4), align: "right" },
    { page: 1, cell: place(3, 1), runs: [{ bold: true }] },
    { page: 1, cell: place(3, 2) },
    { page: 1, cell: place(3, 3) },
    { page: 2, cell: place(1, 1, 2) },
  ]);
});

test("a page is read as blocks of text; nothing of its markup is left", async () => {
  const html =
    `<!doctype html><html><head><title>x</title><style>p{}</style></head><body onload="alert(1)">` +
    `<script>alert("a")</script><h2 align=center>Quyết định</h2><p>Một <b>đậm</b>&nbsp;&amp; <i>nghiêng</i>` +
    `<img src=x onerror=alert(1)><ol start=3><li>ba<ul><li>con</ul><li>bốn</ol>` +
    `<table><tr><th colspan=2>Đầu<tr><td>1<td><p>a<p>b</table><p hidden>ẩn</p><svg><text>vẽ</text></svg>` +
    `<a href="javascript:alert(1)">liên kết</a> &lt;script&gt;`;
  const extraction = await read(html);
  expect(extraction).toMatchObject({ extractor: "assay-html-text", format: "html", pages: [{ kind: "text" }] });
  expect(listTexts(extraction)).toEqual(
    "Quyết định|Một đậm & nghiêng|ba|con|bốn|Đầu|1|a|b|liên kết <script>".split("|"),
  );
  expect(extraction.blocks).toMatchObject([
    { kind: "heading", level: 2, align: "center" },
    { kind: "paragraph", runs: [{}, { bold: true }, {}, { italic: true }] },
    { kind: "list-item", level: 1, marker: "3." },
    { kind: "list-item", level: 2, marker: "•" },
    { kind: "list-item", level: 1, marker: "4." },
    { kind: "cell", cell: { ...place(1, 1), columnSpan: 2, header: true } },
    { kind: "cell", cell: place(2, 1) },
    { kind: "cell", cell: place(2, 2) },
    { kind: "cell", cell: place(2, 2) },
    { kind: "paragraph" },
  ]);
});

test("text is read in UTF-8 and UTF-16, one block for each line", async () => {
  const text = "Dòng một\r\n\r\n  thụt vào\rba\u202e<b>";
  const wide = Buffer.from(`\ufeff${text}`, "utf16le");
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), wide, Buffer.from(wide).swap16()]) {
    const extraction = await read(bytes);
    expect(extraction).toMatchObject({ extractor: "assay-plain-text", format: "txt" });
    expect(listTexts(extraction)).toEqual(["Dòng một", "thụt vào", "ba<b>"]);
  }
});

test("a picture is a page of its size, turned as the camera says, and has no text", async () => {
  const scan = (width: number, height: number) => ({
    pages: [{ kind: "scan", width, height }],
    text: "",
    pageCount: 1,
  });
  expect(await read(makePng(8, 4))).toMatchObject({ format: "png", ...scan(8, 4) });
  expect(await read(makeJpeg(640, 480))).toMatchObject({ format: "jpeg", ...scan(640, 480) });
  expect(await read(makeJpeg(640, 480, { orientation: 6 }))).toMatchObject(scan(480, 640));
});
