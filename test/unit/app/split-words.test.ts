import { createRequire } from "node:module";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import PDFDocument from "pdfkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listGlyphs } from "../../../app/routes/_app.items.$itemId/viewer/pdf-glyphs.ts";
import { splitWords } from "../../../app/routes/_app.items.$itemId/viewer/split-words.ts";
import { buffer } from "node:stream/consumers";

const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSerif.ttf");
const LEFT = 60;
/** Set in several ways; where each word begins, the writer of the PDF says by its own metrics. */
const LINES = [
  { text: "Tỷ lệ hồ sơ trực tuyến WWW iii đạt 97 phần trăm", options: {} },
  { text: "Kinh phí được cân đối từ ngân sách", options: { wordSpacing: 1.5 } },
  { text: "Giao Sở Khoa học và Công nghệ", options: { characterSpacing: 0.4 } },
  { text: "Chỉ tiêu hẹp của năm sau", options: { horizontalScaling: 70 } },
];
const TURNED = "Phụ lục quay ngang";

let document: PDFDocumentProxy;
/** Where each word of each line begins and how wide it is, by the writer's own metrics. */
let written: { text: string; from: number; width: number }[][];

beforeAll(async () => {
  const pdf = new PDFDocument({ size: "A4", margin: LEFT, font: FONT, info: { CreationDate: new Date(0) } });
  const bytes = buffer(pdf);
  pdf.fontSize(11);
  written = LINES.map(({ text, options }, at) => {
    const scale = (options.horizontalScaling ?? 100) / 100;
    const measure = (part: string): number => {
      const spaces = part.split(" ").length - 1;
      const spaced = part.length * (options.characterSpacing ?? 0) + spaces * (options.wordSpacing ?? 0);
      return (pdf.widthOfString(part) + spaced) * scale;
    };
    pdf.text(text, LEFT, 80 + at * 30, { lineBreak: false, ...options });
    return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
      text: word,
      from: measure(text.slice(0, index)),
      width: pdf.widthOfString(word) * scale + (word.length - 1) * (options.characterSpacing ?? 0),
    }));
  });
  pdf.rotate(90, { origin: [300, 500] }).text(TURNED, 300, 500, { lineBreak: false });
  pdf.end();
  document = await getDocument({ data: new Uint8Array(await bytes), verbosity: 0 }).promise;
});
afterAll(() => document.loadingTask.destroy());

/** The page's pieces, and the words of them as letters of equal width would be laid. */
async function readPieces(change: (glyph: { text: string }) => { text: string } = (glyph) => glyph) {
  const page = await document.getPage(1);
  const operators = await page.getOperatorList();
  const { items } = await page.getTextContent();
  const pieces = items.filter((item) => "str" in item && item.str.trim() !== "") as Extract<
    (typeof items)[number],
    { str: string }
  >[];
  const glyphs = listGlyphs(operators, () => ({ unit: 0.001, isVertical: false }));
  const changed = glyphs.map((glyph) => ({ ...glyph, ...change({ text: glyph.text }) }));
  return { pieces, words: splitWords(pieces, changed, (text) => text.length) };
}

describe("the words of a drawn page", () => {
  test("begin and end where they are drawn, however the line is set", async () => {
    const { words } = await readPieces();
    let next = 0;
    for (const line of written) {
      for (const { text, from, width } of line) {
        const word = words[next]!;
        next += 1;
        expect(word.str.trimEnd()).toBe(text);
        expect(word.transform[4]).toBeCloseTo(LEFT + from, 1);
        expect((word.width * text.length) / word.str.length).toBeCloseTo(width, 1);
      }
    }
  });

  test("say together what the pieces said, with their spaces, and end their lines once", async () => {
    const { pieces, words } = await readPieces();
    expect(words.map(({ str }) => str).join("")).toBe(pieces.map(({ str }) => str).join(""));
    expect(words.filter(({ hasEOL }) => hasEOL)).toHaveLength(pieces.filter(({ hasEOL }) => hasEOL).length);
  });

  test("follow a line that is turned", async () => {
    const { words } = await readPieces();
    const turned = words.slice(-TURNED.split(" ").length);
    expect(turned.map(({ str }) => str).join("")).toBe(TURNED);
    const [xs, ys] = [turned.map(({ transform }) => transform[4]!), turned.map(({ transform }) => transform[5]!)];
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(0.5);
    expect(ys.toSorted((a, b) => b - a)).toEqual(ys);
    expect(ys[0]! - ys.at(-1)!).toBeGreaterThan(50);
  });

  test("stay one piece where the glyphs say something else, and cost no other line its places", async () => {
    const { pieces, words } = await readPieces(({ text }) => ({ text: text === "W" ? "M" : text }));
    expect(words[0]).toBe(pieces[0]);
    expect(words[1]!.str).toBe("Kinh ");
    expect(splitWords(pieces, [], (text) => text.length)).toEqual(pieces);
  });
});
