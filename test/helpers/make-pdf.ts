import { createRequire } from "node:module";
import PDFDocument from "pdfkit";

const font = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSerif.ttf");

/** A PDF of plain paragraphs, set in a font that has every Vietnamese letter. */
export async function makePdf(paragraphs: readonly string[]): Promise<Uint8Array> {
  const document = new PDFDocument({ size: "A4", margin: 72, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on("end", () => resolve()));
  document.font(font).fontSize(11);
  for (const paragraph of paragraphs) document.text(paragraph, { align: "left" }).moveDown(1.5);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
