import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { EvidenceBlock, EvidenceText } from "./evidence-block.ts";

/** Stands at the top right of each page and in the metadata: nobody may take a made document for a real one. */
export const sampleMark = "Văn bản minh họa";

const resolve = createRequire(import.meta.url).resolve;
const fontFile = (name: string) => resolve(`dejavu-fonts-ttf/ttf/DejaVuSerif${name}.ttf`);
const fontFiles = { regular: fontFile(""), bold: fontFile("-Bold"), italic: fontFile("-Italic") };
type FontName = keyof typeof fontFiles;

/** A4 in points; margins 20 mm, and 30 mm at the left where documents are bound. */
const margins = { top: 62, bottom: 57, left: 85, right: 57 };
const bodyWidth = 595.28 - margins.left - margins.right;
const bodySize = 11;

type Document = InstanceType<typeof PDFDocument>;
/** What pdfkit keeps of the chosen font; its types leave it out. */
type ParsedFont = PDFKit.Mixins.PDFFontSource & { _glyphs: object };
type FontState = Document & { _font: { font: ParsedFont }; _fontSize: number };

/** Parsing a font file costs more than a page: one parsed copy serves every document of this process. */
const parsedFonts = new Map<FontName, ParsedFont>();

function registerFonts(document: Document): void {
  for (const name of Object.keys(fontFiles) as FontName[]) {
    const parsed = parsedFonts.get(name);
    // A glyph that the last document held only as a part of another has lost its character: "U" of "Ủ".
    if (parsed) parsed._glyphs = {};
    document.registerFont(name, parsed ?? fontFiles[name]);
    document.font(name);
    parsedFonts.set(name, (document as FontState)._font.font);
  }
}

/**
 * Sets a document in type: A4, letterhead of two columns, justified text, DejaVu Serif embedded.
 *
 * @returns the whole PDF; the same bytes for the same input and library versions.
 */
export async function setInType(text: EvidenceText, place: { name: string; unit: string }): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: "A4",
    margins,
    // No default font: Helvetica would be listed in a file that never uses it.
    font: "",
    lang: "vi",
    info: {
      Title: `${text.name} (${sampleMark})`,
      Subject: sampleMark,
      Keywords: sampleMark,
      Creator: "Assay",
      Producer: "Assay",
      // The clock would change the file's identifier and so its hash.
      CreationDate: new Date(`${text.date}T00:00:00Z`),
    },
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((done, failed) => document.on("end", done).on("error", failed));
  registerFonts(document);
  document.on("pageAdded", () => drawMark(document));
  drawMark(document);
  drawLetterhead(document, text, place);
  for (const block of text.blocks) drawBlock(document, block);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

function drawMark(document: Document): void {
  // A page can turn in the middle of a paragraph: its font has to be as before afterwards.
  document.save();
  const state = document as FontState;
  const [font, size] = [state._font, state._fontSize];
  document.font("regular", 8).text(sampleMark, margins.left, 28, { width: bodyWidth, align: "right" });
  [state._font, state._fontSize] = [font, size];
  document.restore();
  document.x = margins.left;
  document.y = margins.top;
}

function drawLetterhead(document: Document, text: EvidenceText, place: { name: string; unit: string }): void {
  const [year, month, day] = text.date.split("-").map(Number);
  const left = { x: margins.left - 14, width: 164 };
  const right = { x: margins.left + 158, width: bodyWidth - 144 };
  const line = (column: typeof left, row: number, content: string, font: FontName, size = 9.5): void => {
    const y = margins.top + row * 16;
    document.font(font, size).text(content, column.x, y, { width: column.width, align: "center", lineBreak: false });
  };
  const rule = (column: typeof left, row: number, share: number): void => {
    const y = margins.top + row * 16 + 13;
    const start = column.x + (column.width * (1 - share)) / 2;
    document
      .moveTo(start, y)
      .lineTo(start + column.width * share, y)
      .lineWidth(0.6)
      .stroke();
  };
  line(left, 0, text.issuer, "bold");
  line(left, 1, `${place.unit} ${place.name}`.toLocaleUpperCase("vi"), "bold");
  rule(left, 1, 0.4);
  line(left, 2, `Số: ${text.number}`, "regular");
  line(right, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold");
  line(right, 1, "Độc lập - Tự do - Hạnh phúc", "bold");
  rule(right, 1, 0.5);
  line(right, 2, `${place.name}, ngày ${day} tháng ${month} năm ${year}`, "italic");
  document.x = margins.left;
  document.y = margins.top + 3 * 16 + 14;
}

const styles = {
  title: { font: "bold", size: 12, align: "center", indent: 0, before: 8 },
  lead: { font: "bold", size: bodySize, align: "center", indent: 0, before: 0 },
  article: { font: "bold", size: bodySize, align: "left", indent: 26, before: 4 },
  paragraph: { font: "regular", size: bodySize, align: "justify", indent: 26, before: 2 },
  preamble: { font: "italic", size: bodySize, align: "justify", indent: 26, before: 4 },
  signature: { font: "bold", size: bodySize, align: "center", indent: 0, before: 4 },
} as const;

function drawBlock(document: Document, { style, text }: EvidenceBlock): void {
  if (style === "page-break") {
    document.addPage();
    return;
  }
  const { font, size, align, indent, before } = styles[style];
  const half = style === "signature" ? bodyWidth / 2 : 0;
  document.font(font, size);
  document.y += before;
  document.text(text, margins.left + half, document.y, { width: bodyWidth - half, align, indent, lineGap: 3 });
}
