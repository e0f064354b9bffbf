import { OPS, type PDFPageProxy, Util } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PageText, PlacedText, Rule } from "./page-text.ts";
import { type Matrix, type Operators, walkOperators } from "./walk-operators.ts";

/** Reads text, styles and horizontal rules of one page; the page is released by the caller. */
export async function readPage(page: PDFPageProxy): Promise<PageText> {
  const viewport = page.getViewport({ scale: 1 });
  // Only the list of operators makes pdf.js load the fonts, whose names say bold and italic.
  const operators = await page.getOperatorList();
  const content = await page.getTextContent();
  const styles = new Map<string, { bold: boolean; italic: boolean }>();
  const items: PlacedText[] = [];
  for (const item of content.items) {
    if (!("str" in item) || item.str === "") continue;
    const [a, b, c, d, x, y] = Util.transform([...viewport.transform], item.transform) as number[];
    const style = styles.get(item.fontName) ?? findStyle(page, item.fontName);
    styles.set(item.fontName, style);
    const size = Math.hypot(c!, d!) || Math.hypot(a!, b!) || 1;
    items.push({ text: item.str, x: x!, y: y!, width: item.width, size, ...style });
  }
  return { width: viewport.width, height: viewport.height, items, rules: listRules(operators, viewport.transform) };
}

function findStyle(page: PDFPageProxy, fontName: string): { bold: boolean; italic: boolean } {
  if (!page.commonObjs.has(fontName)) return { bold: false, italic: false };
  const font = page.commonObjs.get(fontName) as { name?: string; bold?: boolean; black?: boolean; italic?: boolean };
  const name = font.name ?? "";
  return {
    bold: font.bold === true || font.black === true || /bold|black|heavy/i.test(name),
    italic: font.italic === true || /italic|oblique/i.test(name),
  };
}

/** Flat paths that the page strokes or fills, wherever the transformations put them. */
function listRules(operators: Operators, viewport: readonly number[]): Rule[] {
  const rules: Rule[] = [];
  for (const { operator, operands, matrix } of walkOperators(operators, viewport)) {
    if (operator !== OPS.constructPath || !operands?.[2] || operands[0] === OPS.endPath) continue;
    const rule = toRule(matrix, Array.from(operands[2] as Float32Array));
    if (rule) rules.push(rule);
  }
  return rules;
}

function toRule([a, b, c, d, e, f]: Matrix, [left, top, right, bottom]: number[]): Rule | null {
  const toPoint = (x: number, y: number) => ({ x: a! * x + c! * y + e!, y: b! * x + d! * y + f! });
  const from = toPoint(left!, top!);
  const to = toPoint(right!, bottom!);
  const width = Math.abs(to.x - from.x);
  if (Math.abs(to.y - from.y) > 2 || width < 8) return null;
  return { x: Math.min(from.x, to.x), y: Math.max(from.y, to.y), width };
}
