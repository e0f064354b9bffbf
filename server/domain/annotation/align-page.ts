import type { ExtractedBlock } from "./extraction.ts";

// A page draws pieces of text in an order and with spaces of its own; the extraction is what a program read from them.
// Here both are laid beside each other, so that what is selected on the picture and in the text is the same stretch.

/** A piece of text as a page draws it; places in percent of the page, from its upper left corner. */
export interface PageItem {
  readonly text: string;
  /** Left end of the baseline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the font. */
  readonly size: number;
}

/** For each UTF-16 unit of an item, the stretch of the extraction that its character is; −1 where it is none. */
export interface ItemAlignment {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Units of one item: `from < to`. */
export interface ItemStretch {
  readonly item: number;
  readonly from: number;
  readonly to: number;
}

/** A character with its marks, and where it stands. */
interface Cluster {
  readonly composed: string;
  readonly parts: readonly ItemStretch[];
}

interface BlockCluster {
  readonly composed: string;
  readonly start: number;
  readonly end: number;
}

/** So many characters may be there on one side only before the two are taken to have parted. */
const skipMax = 24;
/** So many must agree again for the two to have met. */
const meetLength = 4;

/**
 * Finds each drawn character of a page in the extraction.
 *
 * Characters are compared without spaces and composed; a page number or a running line that the extractor dropped stays
 * without a place. Nothing is ever found on another page.
 *
 * @param items - in any order.
 * @param blocks - of this page, in their order; their boxes say which items may belong to them.
 * @param text - the whole extraction's.
 */
export function alignPage(
  items: readonly PageItem[],
  blocks: readonly ExtractedBlock[],
  text: string,
): readonly ItemAlignment[] {
  const aligned = items.map((item) => ({
    starts: new Int32Array(item.text.length).fill(-1),
    ends: new Int32Array(item.text.length).fill(-1),
  }));
  const free = new Set(items.keys());
  const open: ExtractedBlock[] = [];
  for (const block of blocks) {
    const within = block.box === undefined ? [] : [...free].filter((at) => isWithin(items[at] as PageItem, block));
    if (within.length === 0) {
      open.push(block);
      continue;
    }
    for (const at of within) free.delete(at);
    record(matchClusters(listClusters(items, within), listBlockClusters([block], text)), aligned);
  }
  // Blocks without a box, and items beside all boxes: in the order of both.
  record(matchClusters(listClusters(items, [...free]), listBlockClusters(open, text)), aligned);
  return aligned;
}

/** Which units a stretch of the extraction is drawn with, item by item. @returns empty when none of it is drawn. */
export function findUnits(aligned: readonly ItemAlignment[], start: number, end: number): ItemStretch[] {
  return aligned.flatMap(({ starts, ends }, item) => {
    let from = -1;
    let to = -1;
    for (let unit = 0; unit < starts.length; unit += 1) {
      if ((starts[unit] as number) < 0 || (starts[unit] as number) >= end || (ends[unit] as number) <= start) continue;
      if (from < 0) from = unit;
      to = unit + 1;
    }
    return from < 0 ? [] : [{ item, from, to }];
  });
}

/**
 * Finds a quote among a page's items alone: what is left when the extraction's text could not be laid beside them.
 *
 * @returns empty when the quote is not drawn on the page, or more than once: then nobody knows which is meant.
 */
export function findQuote(items: readonly PageItem[], quote: string): ItemStretch[] {
  const clusters = listClusters(items, [...items.keys()]);
  const wanted = toComposed(quote);
  if (wanted.length === 0) return [];
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= clusters.length && places.length < 2; at += 1) {
    if (wanted.every((one, place) => clusters[at + place]?.composed === one)) places.push(at);
  }
  if (places.length !== 1) return [];
  const found = clusters.slice(places[0], (places[0] as number) + wanted.length).flatMap((one) => one.parts);
  const byItem = new Map<number, ItemStretch>();
  for (const { item, from, to } of found) {
    const before = byItem.get(item);
    byItem.set(item, { item, from: Math.min(from, before?.from ?? from), to: Math.max(to, before?.to ?? to) });
  }
  return [...byItem.values()];
}

/**
 * The place in the extraction of a boundary between two units of an item.
 *
 * @returns null when nothing of the item stands in the extraction.
 */
export function toExtractionOffset({ starts, ends }: ItemAlignment, unit: number): number | null {
  if ((starts[unit] ?? -1) >= 0) return starts[unit] as number;
  const before = ends.subarray(0, unit).findLast((end) => end >= 0);
  if (before !== undefined) return before;
  return starts.subarray(unit).find((start) => start >= 0) ?? null;
}

function isWithin({ text, x, y, width }: PageItem, { box }: ExtractedBlock): boolean {
  if (box === undefined || text.trim() === "") return false;
  const middle = x + width / 2;
  const slack = 0.3;
  return (
    y > box.y - slack && y < box.y + box.height + slack && middle > box.x - slack && middle < box.x + box.width + slack
  );
}

/** The characters of some items as one reads them: line by line, from left to right, without spaces. */
function listClusters(items: readonly PageItem[], which: readonly number[]): Cluster[] {
  const ordered = which
    .filter((at) => (items[at] as PageItem).text.trim() !== "")
    .sort((a, b) => (items[a] as PageItem).y - (items[b] as PageItem).y);
  const lines: number[][] = [];
  for (const at of ordered) {
    const { y, size } = items[at] as PageItem;
    const first = items[lines.at(-1)?.[0] ?? -1];
    // A raised or lowered figure belongs to the line beside it.
    if (first !== undefined && y - first.y < 0.4 * Math.max(size, first.size)) lines.at(-1)?.push(at);
    else lines.push([at]);
  }
  const clusters: { composed: string; raw: string; parts: ItemStretch[] }[] = [];
  for (const line of lines) {
    for (const item of line.sort((a, b) => (items[a] as PageItem).x - (items[b] as PageItem).x)) {
      for (const { 0: raw, index } of (items[item] as PageItem).text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
        const part = { item, from: index, to: index + raw.length };
        const last = clusters.at(-1);
        if (/^\p{M}/u.test(raw) && last !== undefined) {
          // A tone mark that is drawn as a piece of its own belongs to the letter before it.
          last.raw += raw;
          last.composed = last.raw.normalize("NFC");
          last.parts.push(part);
        } else if (!/^[\s\p{Cc}]/u.test(raw)) clusters.push({ composed: raw.normalize("NFC"), raw, parts: [part] });
      }
    }
  }
  return clusters;
}

function listBlockClusters(blocks: readonly ExtractedBlock[], text: string): BlockCluster[] {
  return blocks.flatMap((block) =>
    [...text.slice(block.start, block.end).matchAll(/\P{M}\p{M}*|\p{M}+/gu)]
      .filter(({ 0: raw }) => raw.trim() !== "")
      .map(({ 0: raw, index }) => ({
        composed: raw.normalize("NFC"),
        start: block.start + index,
        end: block.start + index + raw.length,
      })),
  );
}

const toComposed = (text: string): string[] =>
  [...text.normalize("NFC").matchAll(/\P{M}\p{M}*|\p{M}+/gu)]
    .map(({ 0: raw }) => raw)
    .filter((raw) => raw.trim() !== "");

/** Lays two sequences beside each other; where they differ, the nearest place where both agree again. */
function matchClusters(drawn: readonly Cluster[], read: readonly BlockCluster[]): [Cluster, BlockCluster][] {
  const pairs: [Cluster, BlockCluster][] = [];
  let at = 0;
  let to = 0;
  while (at < drawn.length && to < read.length) {
    if (drawn[at]?.composed === read[to]?.composed) {
      pairs.push([drawn[at] as Cluster, read[to] as BlockCluster]);
      at += 1;
      to += 1;
      continue;
    }
    const [skipDrawn, skipRead] = findMeeting(drawn, at, read, to);
    at += skipDrawn;
    to += skipRead;
  }
  return pairs;
}

function findMeeting(
  drawn: readonly Cluster[],
  at: number,
  read: readonly BlockCluster[],
  to: number,
): [number, number] {
  const agree = (skipDrawn: number, skipRead: number): boolean => {
    for (let place = 0; place < meetLength; place += 1) {
      const [one, other] = [drawn[at + skipDrawn + place], read[to + skipRead + place]];
      if (one === undefined && other === undefined) return place > 0;
      if (one?.composed !== other?.composed) return false;
    }
    return true;
  };
  for (let skips = 1; skips <= skipMax; skips += 1) {
    for (let skipDrawn = 0; skipDrawn <= skips; skipDrawn += 1) {
      if (agree(skipDrawn, skips - skipDrawn)) return [skipDrawn, skips - skipDrawn];
    }
  }
  return [1, 1];
}

function record(pairs: readonly [Cluster, BlockCluster][], aligned: readonly ItemAlignment[]): void {
  for (const [{ parts }, { start, end }] of pairs) {
    for (const { item, from, to } of parts) {
      aligned[item]?.starts.fill(start, from, to);
      aligned[item]?.ends.fill(end, from, to);
    }
  }
}
