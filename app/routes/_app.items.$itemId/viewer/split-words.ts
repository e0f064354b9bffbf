import type { PlacedGlyph, Point } from "./pdf-glyphs.ts";

// pdf.js lays each piece of text, mostly a line, as one stretch of another font, stretched to the line's width: its
// ends are right, and its words stand beside those of the picture. Laid word by word, each stands where it is drawn.

/** A piece of text as pdf.js gives it. */
export interface TextPiece {
  readonly str: string;
  readonly dir: string;
  /** Of the font's size to the page's space, and the left end of the baseline there. */
  readonly transform: readonly number[];
  /** In the page's space. */
  readonly width: number;
  readonly fontName: string;
  /** Whether the line ends after it. */
  readonly hasEOL: boolean;
}

/** Glyphs that no piece speaks of between two that one does: hidden ones, and spaces. */
const SKIPS_MAX = 200;

/**
 * Cuts pieces into words, each with the spaces after it.
 *
 * A piece whose glyphs are not found as it says them, that runs from right to left or is set vertically stays whole.
 *
 * @param glyphs - of the page, in the order of drawing, which is that of the pieces.
 * @param measure - how wide the font of the letters that can be selected makes a text, in any unit.
 */
export function splitWords<T extends TextPiece>(
  pieces: readonly T[],
  glyphs: readonly PlacedGlyph[],
  measure: (text: string, fontName: string) => number,
): T[] {
  let next = 0;
  return pieces.flatMap((piece): T[] => {
    const words = piece.str.match(/\S+\s*/g) ?? [];
    if (piece.dir !== "ltr" || words.length === 0) return [piece];
    const found = findWords(piece, words, glyphs, next);
    if (found === null) return [piece];
    next = found.next;
    const [, , , , x = 0, y = 0] = piece.transform;
    const { along } = toLine(piece);
    return words.map((str, at): T => {
      const { from, to } = found.places[at] as WordPlace;
      const bare = measure(str.trimEnd(), piece.fontName);
      const share = bare > 0 ? measure(str, piece.fontName) / bare : 1;
      return {
        ...piece,
        str,
        transform: [...piece.transform.slice(0, 4), x + along.x * from, y + along.y * from],
        // The word itself is as wide as it is drawn; the spaces after it reach as far as they then do.
        width: (to - from) * share,
        hasEOL: piece.hasEOL && at === words.length - 1,
      };
    });
  });
}

/** Ends of a word along the baseline of its piece, from the piece's left end. */
interface WordPlace {
  readonly from: number;
  readonly to: number;
}

function findWords(
  piece: TextPiece,
  words: readonly string[],
  glyphs: readonly PlacedGlyph[],
  first: number,
): { places: WordPlace[]; next: number } | null {
  const { along, size, toPlace } = toLine(piece);
  const isOnLine = (point: Point): boolean => {
    const { far, off } = toPlace(point);
    return Math.abs(off) < size / 2 && far > -size / 2 && far < piece.width + size / 2;
  };
  if (along.x === 0 && along.y === 0) return null;
  for (let at = first; at < Math.min(first + SKIPS_MAX, glyphs.length); at += 1) {
    if (!isOnLine((glyphs[at] as PlacedGlyph).from)) continue;
    let next = at;
    const places: WordPlace[] = [];
    for (const word of words) {
      const read = readWord(toBare(word), glyphs, next);
      if (read === null || !isOnLine(read.from)) break;
      next = read.next;
      const [from, to] = [toPlace(read.from).far, toPlace(read.to).far];
      if (to <= from) break;
      places.push({ from, to });
    }
    if (places.length === words.length) return { places, next };
  }
  return null;
}

/** Reads one word from the glyphs; null when they say another one. */
function readWord(
  word: string,
  glyphs: readonly PlacedGlyph[],
  first: number,
): { from: Point; to: Point; next: number } | null {
  const lengthMax = word.normalize("NFKD").length;
  let said = "";
  let from: Point | null = null;
  for (let at = first; at < glyphs.length; at += 1) {
    const glyph = glyphs[at] as PlacedGlyph;
    const bare = glyph.text.replace(NOT_SEEN, "");
    if (bare === "") continue;
    from ??= glyph.from;
    said += bare;
    if (toBare(said) === word) return { from, to: glyph.to, next: at + 1 };
    if (said.normalize("NFKD").length >= lengthMax) return null;
  }
  return null;
}

const NOT_SEEN = /[\s\p{Cc}\p{Cf}]/gu;
/** Letters alone, ligatures and marks as one form of them. */
const toBare = (text: string): string => text.replace(NOT_SEEN, "").normalize("NFKC");

/** The baseline of a piece: its direction, its height, and how far along and off it a point is. */
function toLine({ transform }: TextPiece) {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  const length = Math.hypot(a, b);
  const along = length === 0 ? { x: 0, y: 0 } : { x: a / length, y: b / length };
  const toPlace = (point: Point) => ({
    far: (point.x - x) * along.x + (point.y - y) * along.y,
    off: (point.y - y) * along.x - (point.x - x) * along.y,
  });
  return { along, size: Math.hypot(c, d), toPlace };
}
