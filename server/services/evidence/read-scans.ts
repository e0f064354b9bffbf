import type { ExtractedBlock, Extraction } from "../../domain/annotation/extraction.ts";
import { type DraftBlock, joinBlocks } from "./join-blocks.ts";
import type { ReadWord, ScanReader } from "./scan-reader.ts";

/** Pages of one document that are read: more stay scans, which a region can be marked on. */
const pagesMax = 40;
/** Of one document together; the scans of others wait for it. */
const totalMs = 180_000;
/** A paragraph that the program is less sure of is a stain or a stamp. */
const confidenceMin = 40;

/** A picture of a page, and how large it is. */
export interface PagePicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the pages of a document that are pictures, and marks them as read by a program.
 *
 * A page that cannot be read stays a scan; nothing that goes wrong here makes a document be refused.
 *
 * @param takePicture - null when there is none of this page; called for one page after the other, from 1.
 * @returns the same extraction when nothing was read; else its extractor and version name the program too.
 */
export async function readScans(
  extraction: Extraction,
  reader: ScanReader,
  takePicture: (page: number) => Promise<PagePicture | null>,
): Promise<Extraction> {
  const scans = (extraction.pages ?? []).flatMap(({ kind }, place) => (kind === "scan" ? [place + 1] : []));
  const read = new Map<number, DraftBlock[]>();
  const deadline = performance.now() + totalMs;
  for (const page of scans.slice(0, pagesMax)) {
    if (performance.now() > deadline) break;
    const picture = await takePicture(page);
    const words = picture === null ? null : await reader.read(picture.bytes);
    const drafts = picture === null || words === null ? [] : toDrafts(words, { page, picture });
    if (drafts.length > 0) read.set(page, drafts);
  }
  if (read.size === 0) return extraction;
  const { extractor, version, pages = [] } = extraction;
  const own = extraction.blocks.map((block) => toDraft(block, extraction.text));
  const all = [...own, ...[...read.values()].flat()].sort((a, b) => a.page - b.page);
  return {
    ...extraction,
    extractor: `${extractor}+tesseract`,
    version: `${version}+${reader.version}`,
    pages: pages.map((page, place) => (read.has(place + 1) ? { ...page, kind: "machine-read" } : page)),
    ...joinBlocks(all),
  };
}

function toDrafts(words: readonly ReadWord[], { page, picture }: { page: number; picture: PagePicture }): DraftBlock[] {
  const paragraphs = [...Map.groupBy(words, (word) => word.paragraph).values()];
  return paragraphs.filter(isSure).map((paragraph) => ({
    page,
    align: "left",
    indent: false,
    kind: "paragraph",
    box: toBox(paragraph, picture),
    pieces: [{ text: paragraph.map((word) => word.text).join(" "), bold: false, italic: false, underline: false }],
  }));
}

function isSure(words: readonly ReadWord[]): boolean {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  return words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters >= confidenceMin;
}

function toBox(words: readonly ReadWord[], { width, height }: PagePicture): NonNullable<ExtractedBlock["box"]> {
  const toPercent = (value: number, whole: number): number => Math.round((value / whole) * 10_000) / 100;
  const [left, top] = [Math.min(...words.map(({ x }) => x)), Math.min(...words.map(({ y }) => y))];
  const right = Math.max(...words.map((word) => word.x + word.width));
  const bottom = Math.max(...words.map((word) => word.y + word.height));
  return {
    x: toPercent(left, width),
    y: toPercent(top, height),
    width: toPercent(right - left, width),
    height: toPercent(bottom - top, height),
  };
}

/** A block as it was before it was joined. */
function toDraft({ start: _start, end: _end, runs, ...block }: ExtractedBlock, text: string): DraftBlock {
  const pieces = runs.map((run) => ({
    text: text.slice(run.start, run.end),
    bold: run.bold,
    italic: run.italic,
    underline: run.underline ?? false,
  }));
  return { ...block, pieces };
}
