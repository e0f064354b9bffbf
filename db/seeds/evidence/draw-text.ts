import { createRequire } from "node:module";
import { type Font, openSync, type PathCommand } from "fontkit";

/** A line of text on a picture; pixels from the upper left corner. */
export interface DrawnLine {
  readonly text: string;
  /** Left end of the baseline; the middle of the line when it is centred. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly isBold?: boolean;
  readonly isCentred?: boolean;
}

/** A picture in grey, one byte for each pixel, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

type Point = readonly [x: number, y: number];
type Edge = readonly [from: Point, to: Point];

const INK = 40;
const resolve = createRequire(import.meta.url).resolve;
const fonts = new Map<boolean, Font>();

function getFont(isBold: boolean): Font {
  const font = fonts.get(isBold) ?? openSync(resolve(`dejavu-fonts-ttf/ttf/DejaVuSerif${isBold ? "-Bold" : ""}.ttf`));
  fonts.set(isBold, font);
  return font;
}

/**
 * Draws lines as a scanner sees them: in dark grey on a paper that is not quite white and lies a little askew.
 *
 * @param slope - how much a line falls for each pixel to the right.
 */
export function drawText(
  lines: readonly DrawnLine[],
  { width, height, slope }: { width: number; height: number; slope: number },
): GreyPicture {
  const pixels = new Uint8Array(width * height).fill(246);
  for (const line of lines) fill({ width, height, pixels }, listEdges(line, slope));
  return { width, height, pixels };
}

/** The outline of a line's letters. */
function listEdges(line: DrawnLine, slope: number): Edge[] {
  const { text, x, y, size, isBold = false, isCentred = false } = line;
  const font = getFont(isBold);
  const { glyphs, positions, advanceWidth } = font.layout(text);
  const scale = size / font.unitsPerEm;
  let pen = isCentred ? x - (advanceWidth * scale) / 2 : x;
  return glyphs.flatMap(({ path }, place) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[place] ?? {};
    const start = pen;
    pen += xAdvance * scale;
    const put = (dx: number, dy: number): Point => {
      const at = start + (dx + xOffset) * scale;
      return [at, y - (dy + yOffset) * scale + slope * at];
    };
    return toEdges(path.commands, put);
  });
}

/** TrueType has quadratic curves only; four chords of each are finer than a pixel. */
const CHORDS = [0.25, 0.5, 0.75, 1];

function toEdges(commands: readonly PathCommand[], put: (x: number, y: number) => Point): Edge[] {
  const edges: Edge[] = [];
  let [first, from] = [put(0, 0), put(0, 0)];
  const goTo = (to: Point): void => {
    edges.push([from, to]);
    from = to;
  };
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args;
    if (command === "moveTo") first = from = put(a, b);
    else if (command === "closePath") goTo(first);
    else if (command === "lineTo") goTo(put(a, b));
    else {
      const [start, control, end] = [from, put(a, b), put(c, d)];
      for (const t of CHORDS) goTo([bend(start[0], control[0], end[0], t), bend(start[1], control[1], end[1], t)]);
    }
  }
  return edges;
}

const bend = (from: number, control: number, to: number, t: number): number =>
  (1 - t) ** 2 * from + 2 * t * (1 - t) * control + t ** 2 * to;

/** Inks what lies inside an outline: where it has gone round more often one way than the other. */
function fill({ width, height, pixels }: GreyPicture, edges: readonly Edge[]): void {
  const crossings = new Map<number, { x: number; turn: number }[]>();
  for (const [[x0, y0], [x1, y1]] of edges) {
    const [low, high] = [Math.max(0, Math.ceil(Math.min(y0, y1) - 0.5)), Math.min(height - 1, Math.max(y0, y1) - 0.5)];
    for (let row = low; row < high; row += 1) {
      const x = x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0);
      const found = crossings.get(row) ?? [];
      crossings.set(row, found);
      found.push({ x, turn: y1 > y0 ? 1 : -1 });
    }
  }
  for (const [row, found] of crossings) {
    found.sort((a, b) => a.x - b.x);
    let turns = 0;
    for (const [place, { x, turn }] of found.entries()) {
      turns += turn;
      const next = found[place + 1];
      if (turns === 0 || next === undefined) continue;
      const [from, to] = [Math.max(0, Math.round(x)), Math.min(width, Math.round(next.x))];
      pixels.fill(INK, row * width + from, row * width + Math.max(from, to));
    }
  }
}
