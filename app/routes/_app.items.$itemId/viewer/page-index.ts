import type { ExtractedBlock, Extraction } from "#domain/annotation/extraction.ts";

/** What a page has of the text. */
export interface PageText {
  readonly blocks: readonly ExtractedBlock[];
  /** Of its first and behind its last block; both 0 for a page without text. */
  readonly start: number;
  readonly end: number;
}

const indexes = new WeakMap<Extraction, readonly PageText[]>();

/** The text of each page, the first one at 0. */
export function indexPages(extraction: Extraction): readonly PageText[] {
  const before = indexes.get(extraction);
  if (before !== undefined) return before;
  const blocks = Array.from({ length: extraction.pageCount }, (): ExtractedBlock[] => []);
  for (const block of extraction.blocks) blocks[block.page - 1]?.push(block);
  const pages = blocks.map((own) => ({ blocks: own, start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0 }));
  indexes.set(extraction, pages);
  return pages;
}

/** Where a place of the text stands on its page as far as the extraction says: share of the page's height, 0–1. */
export function findPlaceOnPage(extraction: Extraction, offset: number): { page: number; share: number } {
  const pages = indexPages(extraction);
  const block = extraction.blocks.findLast((one) => one.start <= offset);
  if (block === undefined) return { page: 1, share: 0 };
  if (block.box !== undefined) {
    const within = Math.min(1, (offset - block.start) / Math.max(1, block.end - block.start));
    return { page: block.page, share: (block.box.y + within * block.box.height) / 100 };
  }
  const { start = 0, end = 0 } = pages[block.page - 1] ?? {};
  return { page: block.page, share: (offset - start) / Math.max(1, end - start) };
}

/** Of what covers the text, that which touches a page. */
export function listOnPage<Cover extends { start: number; end: number }>(
  covers: readonly Cover[],
  { start, end }: PageText,
): Cover[] {
  return covers.filter((cover) => cover.start < end && cover.end > start);
}
