import { findQuote, findUnits, type ItemAlignment, type ItemStretch } from "#domain/annotation/align-page.ts";
import type { ExtractedBlock } from "#domain/annotation/extraction.ts";
import type { PageLetters } from "./page-source.ts";

/** A rectangle in percent of a page, from its upper left corner. */
export interface PercentBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Letters of a page, laid beside its text. */
export interface AlignedLetters extends PageLetters {
  readonly aligned: readonly ItemAlignment[];
  /** The page that they lie on. */
  readonly sheet: HTMLElement;
}

/** Where a stretch of the text is drawn; `isNear` when only the paragraph is known in which it stands. */
export interface DrawnStretch {
  readonly boxes: readonly PercentBox[];
  readonly isNear: boolean;
}

/**
 * Finds where a stretch is drawn: by its letters, else by its words where they are drawn once on this page, else the
 * boxes of the paragraphs that hold it. Never on another page.
 *
 * @param letters - null for a page without letters, such as a scan that a program read.
 */
export function findBoxes(
  stretch: { start: number; end: number },
  page: { letters: AlignedLetters | null; blocks: readonly ExtractedBlock[]; text: string },
): DrawnStretch {
  const { start, end } = stretch;
  const { letters, blocks, text } = page;
  const touched = blocks.filter((block) => block.start < end && block.end > start);
  if (letters !== null) {
    const units = findUnits(letters.aligned, start, end);
    const [from, to] = [Math.max(start, touched[0]?.start ?? start), Math.min(end, touched.at(-1)?.end ?? end)];
    const pieces = units.length > 0 ? units : findQuote(letters.items, text.slice(from, to));
    const boxes = joinLines(pieces.flatMap((piece) => measure(piece, letters)));
    if (boxes.length > 0) return { boxes, isNear: false };
  }
  return { boxes: touched.flatMap(({ box }) => (box === undefined ? [] : [box])), isNear: true };
}

function measure({ item, from, to }: ItemStretch, { elements, sheet }: AlignedLetters): PercentBox[] {
  const text = elements[item]?.firstChild;
  if (!(text instanceof Text)) return [];
  const range = document.createRange();
  range.setStart(text, Math.min(from, text.length));
  range.setEnd(text, Math.min(to, text.length));
  const { left, top, width, height } = sheet.getBoundingClientRect();
  if (width === 0 || height === 0) return [];
  return [...range.getClientRects()]
    .filter((rect) => rect.width > 0)
    .map((rect) => ({
      x: ((rect.left - left) / width) * 100,
      y: ((rect.top - top) / height) * 100,
      width: (rect.width / width) * 100,
      height: (rect.height / height) * 100,
    }));
}

/** Pieces on one line become one box: the gaps between words are marked as well. */
function joinLines(boxes: readonly PercentBox[]): PercentBox[] {
  const joined: PercentBox[] = [];
  for (const box of [...boxes].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const at = joined.findIndex((one) => isOneLine(one, box));
    if (at < 0) {
      joined.push(box);
      continue;
    }
    const one = joined[at] as PercentBox;
    const [x, y] = [Math.min(one.x, box.x), Math.min(one.y, box.y)];
    const right = Math.max(one.x + one.width, box.x + box.width);
    const bottom = Math.max(one.y + one.height, box.y + box.height);
    joined[at] = { x, y, width: right - x, height: bottom - y };
  }
  return joined;
}

function isOneLine(one: PercentBox, other: PercentBox): boolean {
  const overlap = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const gap = Math.max(one.x, other.x) - Math.min(one.x + one.width, other.x + other.width);
  return overlap > 0.5 * Math.min(one.height, other.height) && gap < 2 * Math.max(one.height, other.height);
}
