import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";

const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSerif.ttf");
const LINES = 24;

/** A sentence that stands on one page only. */
export const sentenceOf = (page: number): string => `Chỉ tiêu số ${page} được giao cho sở, ngành thực hiện hằng quý.`;

/** A Vietnamese document of many pages; the same bytes each time. */
export async function makeLongPdf(pageCount: number): Promise<Uint8Array> {
  const info = { Title: "Báo cáo dài", CreationDate: new Date("2026-01-05T00:00:00Z") };
  const document = new PDFDocument({ size: "A4", margin: 60, font: FONT, autoFirstPage: false, info });
  const written = buffer(document);
  for (let page = 1; page <= pageCount; page += 1) {
    document.addPage().fontSize(14).text(`Phần ${page}. Kết quả chuyển đổi số`).moveDown().fontSize(11);
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
