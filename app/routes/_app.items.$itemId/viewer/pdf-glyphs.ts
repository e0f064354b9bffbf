import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A glyph as it is drawn: its letters, and the ends of its advance on the baseline, in the page's own space. */
export interface PlacedGlyph {
  readonly text: string;
  readonly from: Point;
  readonly to: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What places glyphs of a font. */
export interface GlyphFont {
  /** Of the font's units to those of its size; mostly a thousandth. */
  readonly unit: number;
  readonly isVertical: boolean;
}

/** A page's operators, as pdf.js lists them. */
export interface PageOperators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** pdf.js's own form of a glyph, as far as it is read here. */
interface ListedGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
}

type Matrix = readonly number[];

interface TextState {
  matrix: Matrix;
  textMatrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  font: GlyphFont | null;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  /** 1 is as wide as the font says. */
  stretch: number;
  leading: number;
  rise: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const start: TextState = {
  matrix: IDENTITY,
  textMatrix: IDENTITY,
  x: 0,
  y: 0,
  lineX: 0,
  lineY: 0,
  font: null,
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

/**
 * Where each glyph of a page is drawn, in the order of drawing.
 *
 * The text that pdf.js gives says only where a whole line begins and ends; where its words stand is known to what
 * draws them alone. Glyphs of vertical fonts are left out.
 *
 * @param findFont - by pdf.js's name of it; null for one that is not there.
 * @see ISO 32000-2, 9.4.4: the text space details.
 */
export function listGlyphs(
  { fnArray, argsArray }: PageOperators,
  findFont: (name: string) => GlyphFont | null,
): PlacedGlyph[] {
  const glyphs: PlacedGlyph[] = [];
  const saved: TextState[] = [];
  let state = { ...start };
  for (const [place, operator] of fnArray.entries()) {
    const operands = (argsArray[place] ?? []) as unknown[];
    switch (operator) {
      case OPS.save:
        saved.push({ ...state });
        break;
      case OPS.paintFormXObjectBegin:
        saved.push({ ...state });
        if (operands[0]) state.matrix = multiply(state.matrix, operands[0] as Matrix);
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state.matrix = multiply(state.matrix, operands as number[]);
        break;
      case OPS.showText:
        glyphs.push(...advance(state, (operands[0] ?? []) as (ListedGlyph | number)[]));
        break;
      default:
        follow(state, operator, operands, findFont);
    }
  }
  return glyphs;
}

/** What the operators between two stretches of text change of its state. */
function follow(
  state: TextState,
  operator: number,
  operands: readonly unknown[],
  findFont: (name: string) => GlyphFont | null,
): void {
  const [first = 0, second = 0] = operands as number[];
  const moveLine = (x: number, y: number): void => {
    state.x = state.lineX += x;
    state.y = state.lineY += y;
  };
  const beginLine = (matrix: Matrix): void =>
    void Object.assign(state, { textMatrix: matrix, x: 0, y: 0, lineX: 0, lineY: 0 });
  const setFont = ([name, size]: readonly unknown[]): void =>
    void Object.assign(state, { font: findFont(String(name)), size: Number(size) });
  if (operator === OPS.beginText) beginLine(IDENTITY);
  else if (operator === OPS.setTextMatrix) beginLine(Array.from(operands[0] as Float32Array));
  else if (operator === OPS.moveText) moveLine(first, second);
  else if (operator === OPS.setLeadingMoveText) {
    state.leading = second;
    moveLine(first, second);
  } else if (operator === OPS.nextLine) moveLine(0, state.leading);
  else if (operator === OPS.setLeading) state.leading = -first;
  else if (operator === OPS.setFont) setFont(operands);
  else if (operator === OPS.setGState) {
    for (const [key, value] of (operands[0] ?? []) as [string, unknown][]) {
      if (key === "Font") setFont(value as unknown[]);
    }
  } else if (operator === OPS.setCharSpacing) state.charSpacing = first;
  else if (operator === OPS.setWordSpacing) state.wordSpacing = first;
  else if (operator === OPS.setHScale) state.stretch = first / 100;
  else if (operator === OPS.setTextRise) state.rise = first;
}

/** Places what is shown, and moves the state to its end. */
function advance(state: TextState, shown: readonly (ListedGlyph | number)[]): PlacedGlyph[] {
  const { font, size, charSpacing, wordSpacing, stretch } = state;
  if (font === null || font.isVertical) return [];
  const matrix = multiply(state.matrix, state.textMatrix);
  const toPoint = (): Point => apply(matrix, state.x, state.y + state.rise);
  return shown.flatMap((glyph) => {
    if (typeof glyph === "number") {
      state.x -= (glyph / 1000) * size * stretch;
      return [];
    }
    const from = toPoint();
    const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
    state.x += glyph.width * font.unit * size * stretch;
    const to = toPoint();
    // The room after a letter is no part of it.
    state.x += spacing * stretch;
    return [{ text: glyph.unicode, from, to }];
  });
}

const multiply = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, by: Matrix): Matrix => {
  const [a2 = 1, b2 = 0, c2 = 0, d2 = 1, e2 = 0, f2 = 0] = by;
  return [a * a2 + c * b2, b * a2 + d * b2, a * c2 + c * d2, b * c2 + d * d2, a * e2 + c * f2 + e, b * e2 + d * f2 + f];
};

const apply = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, x: number, y: number): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});
