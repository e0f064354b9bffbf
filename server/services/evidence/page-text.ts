/** One piece of text as a page places it; points from the page's upper left corner. */
export interface PlacedText {
  readonly text: string;
  /** Left end of the baseline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the font. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** A drawn horizontal line, such as the rule below a line of a letterhead. */
export interface Rule {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What a page shows, before it is read as lines. */
export interface PageText {
  readonly width: number;
  readonly height: number;
  readonly items: readonly PlacedText[];
  readonly rules: readonly Rule[];
}

/** A part of a line that no wide gap divides. */
export interface LineSegment {
  readonly x: number;
  readonly right: number;
  readonly pieces: readonly LinePiece[];
}

/** Text of one style; the spaces between words are in the text. */
export interface LinePiece {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

/** Text on one baseline, from left to right. */
export interface TextLine {
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly segments: readonly LineSegment[];
}

/** Two columns or cells lie apart by at least this much, in heights of the font. */
const columnGap = 1.8;
/** Words lie apart by at least this much, in heights of the font. */
const wordGap = 0.15;

/**
 * Reads a page's pieces as lines.
 *
 * @returns from top to bottom; pieces without text are left out; empty for an empty page.
 */
export function listLines({ items, rules }: PageText): TextLine[] {
  const ordered = items.filter((item) => item.text.trim() !== "").sort((a, b) => a.y - b.y || a.x - b.x);
  const groups: PlacedText[][] = [];
  for (const item of ordered) {
    const group = groups.at(-1);
    // A raised or lowered figure belongs to the line beside it.
    if (group && item.y - group[0]!.y < 0.4 * Math.max(item.size, group[0]!.size)) group.push(item);
    else groups.push([item]);
  }
  return groups.map((group) => toLine(group, rules));
}

function toLine(group: PlacedText[], rules: readonly Rule[]): TextLine {
  const items = group.sort((a, b) => a.x - b.x);
  const size = Math.max(...items.map((item) => item.size));
  const parts: PlacedText[][] = [];
  let right = -Infinity;
  for (const item of items) {
    if (item.x - right > columnGap * size) parts.push([item]);
    else parts.at(-1)!.push(item);
    right = Math.max(right, item.x + item.width);
  }
  const y = items.reduce((lowest, item) => (item.size === size ? Math.max(lowest, item.y) : lowest), 0);
  return { x: items[0]!.x, right, y, size, segments: parts.map((part) => toSegment(part, rules)) };
}

function toSegment(part: readonly PlacedText[], rules: readonly Rule[]): LineSegment {
  const first = part[0]!;
  const right = Math.max(...part.map((item) => item.x + item.width));
  const underline = rules.some((rule) => isUnder(rule, first, right));
  let end = first.x;
  const pieces = part.map((item) => {
    const space = item.x - end > wordGap * item.size ? " " : "";
    end = item.x + item.width;
    return { text: space + item.text, bold: item.bold, italic: item.italic, underline };
  });
  return { x: first.x, right, pieces };
}

/** The rule below a letterhead's line is centred and as short as a third of the line. */
function isUnder(rule: Rule, { x, y, size }: PlacedText, right: number): boolean {
  const close = rule.y > y - 0.1 * size && rule.y < y + 0.5 * size;
  const inside = rule.x > x - size && rule.x + rule.width < right + size;
  return close && inside && rule.width > 0.3 * (right - x);
}
