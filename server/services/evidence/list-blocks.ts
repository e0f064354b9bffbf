import type { ExtractedBlock } from "../../domain/annotation/extraction.ts";
import { type LinePiece, type LineSegment, listLines, type PageText, type TextLine } from "./page-text.ts";

/** A block before its text is joined; box in points from the upper left corner of the page. */
export interface PlacedBlock extends Pick<ExtractedBlock, "align" | "indent" | "column" | "kind"> {
  readonly pieces: readonly LinePiece[];
  readonly x: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The body's edges on a page, and where its first lines begin. */
interface Margins {
  readonly left: number;
  readonly right: number;
  readonly indents: ReadonlySet<number>;
}

/** Page numbers and running lines stand in this share of the page at its upper and lower edge. */
const edgeShare = 0.07;
const pageNumber = /^[-–—\s]*\d{1,4}(\s*\/\s*\d{1,4})?[-–—\s]*$/;
const listMark = /^\s*(\d{1,3}[.)]|\p{L}[.)]|[-–•+])\s/u;

/**
 * Reads the pages of a document as blocks.
 *
 * Page numbers are dropped, and a running line is kept where it stands first; nothing else is lost.
 *
 * @returns for each page its blocks in reading order: from top to bottom, a letterhead's left column before its right.
 */
export function listBlocks(pages: readonly PageText[]): PlacedBlock[][] {
  const running = new Set<string>();
  return pages.map((page, position) => {
    const lines = listLines(page).filter((line) => {
      if (line.y > edgeShare * page.height && line.y < (1 - edgeShare) * page.height) return true;
      const text = toText(line).trim();
      if (pageNumber.test(text) || running.has(text)) return false;
      running.add(text);
      return true;
    });
    const head = position === 0 ? findLetterhead(lines, page) : null;
    const above = head ? lines.slice(0, head.first) : [];
    const below = head ? lines.slice(head.last + 1) : lines;
    const margins = findMargins(below, page);
    return [...groupLines(above, margins), ...(head ? toLetterhead(lines, head) : []), ...groupLines(below, margins)];
  });
}

const toText = (line: TextLine): string => line.segments.map((part) => joinPieces(part.pieces)).join(" ");
const joinPieces = (pieces: readonly LinePiece[]): string => pieces.map((piece) => piece.text).join("");
const isBold = (line: TextLine): boolean => line.segments.every((part) => part.pieces.every((piece) => piece.bold));

function findMargins(lines: readonly TextLine[], page: PageText): Margins {
  // A mark in the corner is no part of the body.
  const body = lines.filter((line) => line.y > edgeShare * page.height && line.y < (1 - edgeShare) * page.height);
  const starts = new Map<number, number>();
  for (const { x } of body) starts.set(Math.round(x), (starts.get(Math.round(x)) ?? 0) + 1);
  return {
    left: body.reduce((least, line) => Math.min(least, line.x), page.width),
    right: body.reduce((most, line) => Math.max(most, line.right), 0),
    indents: new Set([...starts].filter(([, count]) => count > 1).map(([x]) => x)),
  };
}

interface Letterhead {
  readonly first: number;
  readonly last: number;
  /** Between the columns. */
  readonly middle: number;
}

/** Issuer at the left, country and motto at the right: lines in two parts near the top of the first page. */
function findLetterhead(lines: readonly TextLine[], page: PageText): Letterhead | null {
  const isRow = ({ segments, y }: TextLine): boolean =>
    segments.length === 2 && y < 0.3 * page.height && segments[1]!.right > page.width / 2;
  const first = lines.findIndex(isRow);
  const last = lines.findLastIndex(isRow);
  if (first < 0 || last === first) return null;
  const rows = lines.slice(first, last + 1).filter(isRow);
  const leftEnd = Math.max(...rows.map((row) => row.segments[0]!.right));
  const rightStart = Math.min(...rows.map((row) => row.segments[1]!.x));
  return leftEnd < rightStart ? { first, last, middle: (leftEnd + rightStart) / 2 } : null;
}

function toLetterhead(lines: readonly TextLine[], { first, last, middle }: Letterhead): PlacedBlock[] {
  const toRow = (line: TextLine, segment: LineSegment): PlacedBlock => ({
    ...segment,
    align: "center",
    indent: false,
    kind: "letterhead",
    column: (segment.x + segment.right) / 2 < middle ? 0 : 1,
    top: line.y - line.size,
    bottom: line.y + 0.25 * line.size,
  });
  const rows = lines.slice(first, last + 1).flatMap((line) => line.segments.map((segment) => toRow(line, segment)));
  return [...rows.filter((row) => row.column === 0), ...rows.filter((row) => row.column === 1)];
}

function groupLines(lines: readonly TextLine[], margins: Margins): PlacedBlock[] {
  const groups: TextLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group && continues(group, line, margins)) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => toBlock(group, margins));
}

/** Whether a line goes on with the block above it, which has at least one line. */
function continues(group: readonly TextLine[], line: TextLine, margins: Margins): boolean {
  const first = group[0]!;
  const above = group.at(-1)!;
  const size = above.size;
  const apart = line.y - above.y;
  const pitch = group.length > 1 ? above.y - group.at(-2)!.y : null;
  if (Math.abs(line.size - size) > 0.1 * size || apart > (pitch === null ? 2.2 * size : 1.3 * pitch)) return false;
  const align = toAlign(line, margins);
  if (align === "right" || align !== toAlign(above, margins) || isBold(line) !== isBold(first)) return false;
  // Text that wraps leaves no room for the next line's first word: where there is room, the block had ended.
  const word = toText(line).trim().split(/\s/, 1)[0]!;
  const wordWidth = (word.length + 1) * ((line.right - line.x) / Math.max(toText(line).length, 1));
  const taken = align === "center" ? above.right - above.x : above.right - margins.left;
  if (taken + wordWidth < margins.right - margins.left - 0.3 * size) return false;
  if (align !== "left") return true;
  const marked = listMark.test(toText(line));
  if (marked && Math.abs(line.x - first.x) < 0.5 * size) return false;
  if (line.x > above.x + 0.8 * size) return group.length === 1 && listMark.test(toText(above));
  const indented = line.x > margins.left + 0.8 * size;
  return !(indented && group.length === 1 && Math.abs(line.x - above.x) < 0.8 * size);
}

function toAlign(line: TextLine, { left, right, indents }: Margins): "left" | "center" | "right" {
  const middle = (left + right) / 2;
  const inset = Math.min(line.x - left, right - line.right);
  const centred = Math.abs((line.x + line.right) / 2 - middle) < line.size;
  if (centred && inset > 1.5 * line.size && !indents.has(Math.round(line.x))) return "center";
  return line.x > middle - line.size ? "right" : "left";
}

function toBlock(group: readonly TextLine[], margins: Margins): PlacedBlock {
  const first = group[0]!;
  const last = group.at(-1)!;
  const x = Math.min(...group.map((line) => line.x));
  const size = first.size;
  const aligned = toAlign(first, margins);
  const full = group.slice(0, -1).every((line) => line.right > margins.right - 0.5 * size);
  const rest = group.length > 1 ? group[1]!.x : margins.left;
  const space = { text: " ", bold: false, italic: false, underline: false };
  return {
    align: aligned === "left" && group.length > 1 && full ? "justify" : aligned,
    indent: aligned === "left" && first.x > rest + 0.8 * size,
    kind: group.every(isBold) ? "heading" : "paragraph",
    pieces: group.flatMap((line) => line.segments.flatMap((part) => [space, ...part.pieces])),
    x,
    right: Math.max(...group.map((line) => line.right)),
    top: first.y - size,
    bottom: last.y + 0.25 * size,
  };
}
