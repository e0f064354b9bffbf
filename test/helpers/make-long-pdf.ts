import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";

const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSerif.ttf");
const LINES = 24;

/** A sentence that stands on one page only. */
export const sentenceOf = (page: number): string => `Chỉ tiêu số ${page} được giao cho sở, ngành thực hiện hằng quý.`;

/** Where words are drawn with which the sentence of a page begins, in percent of the page, by the writer's metrics. */
export function placeOf(words: string): { x: number; y: number; width: number; height: number } {
  const document = beginPage(openDocument(), 1);
  const { width, height } = document.page;
  return {
    x: (document.x / width) * 100,
    y: (document.y / height) * 100,
    width: (document.widthOfString(words) / width) * 100,
    height: (document.currentLineHeight() / height) * 100,
  };
}

function openDocument(): PDFKit.PDFDocument {
  const info = { Title: "Báo cáo dài", CreationDate: new Date("2026-01-05T00:00:00Z") };
  return new PDFDocument({ size: "A4", margin: 60, font: FONT, autoFirstPage: false, info });
}

const beginPage = (document: PDFKit.PDFDocument, page: number): PDFKit.PDFDocument =>
  document.addPage().fontSize(14).text(`Phần ${page}. Kết quả chuyển đổi số`).moveDown().fontSize(11);

/** A Vietnamese document of many pages; the same bytes each time. */
export async function makeLongPdf(pageCount: number): Promise<Uint8Array> {
  const document = openDocument();
  const written = buffer(document);
  for (let page = 1; page <= pageCount; page += 1) {
    beginPage(document, page);
    document.text(sentenceOf(page)).moveDown();
    for (let line = 1; line <= LINES; line += 1) {
      document.text(
        `${line}. Tỷ lệ hồ sơ trực tuyến của đơn vị thứ ${page * 31 + line} đạt ${(page * line) % 100} phần trăm.`,
      );
    }
  }
  document.end();
  return new Uint8Array(await written);
}
