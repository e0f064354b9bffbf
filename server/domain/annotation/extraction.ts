import { z } from "zod";
import { evidenceFormatSchema } from "../evidence/format.ts";

const offset = z.number().int().nonnegative();

const runSchema = z.object({
  start: offset,
  end: offset,
  bold: z.boolean(),
  italic: z.boolean(),
  underline: z.boolean().exactOptional(),
});

const cellSchema = z.object({
  /** Number of the table in the document, from 1. Empty cells have no block; cells stand row by row. */
  table: z.number().int().positive(),
  /** From 1; rows and columns that are empty count. */
  row: z.number().int().positive(),
  column: z.number().int().positive(),
  rowSpan: z.number().int().min(2).exactOptional(),
  columnSpan: z.number().int().min(2).exactOptional(),
  header: z.literal(true).exactOptional(),
});

const pageSchema = z.object({
  /**
   * `text`: the document's own text. `scan`: a picture without text, which may still be looked at. `machine-read`: a
   * picture whose text was read by a program and may be wrong.
   */
  kind: z.enum(["text", "scan", "machine-read"]),
  /** As it is shown: points for a PDF, pixels for a picture; absent where the format has no pages of a size. */
  width: z.number().positive().exactOptional(),
  height: z.number().positive().exactOptional(),
  /** Name of a sheet. */
  name: z.string().min(1).max(100).exactOptional(),
});

const blockSchema = z.object({
  /** The page that shows the whole block, from 1: a paragraph that goes on overleaf is two blocks. */
  page: z.number().int().positive(),
  start: offset,
  end: offset,
  align: z.enum(["left", "center", "right", "justify"]),
  /** The first line begins to the right of the others. */
  indent: z.boolean(),
  /** Pieces of one style, in order, without gaps, over the whole block. */
  runs: z.array(runSchema).min(1),
  /** Left (0) or right (1) column; letterheads only. Rows of column 0 come first, then those of column 1. */
  column: z.union([z.literal(0), z.literal(1)]).exactOptional(),
  kind: z.enum(["heading", "paragraph", "letterhead", "list-item", "cell"]),
  /** Depth: 1–6 of a heading, 1–9 of a list item; absent where the document does not say. */
  level: z.number().int().min(1).max(9).exactOptional(),
  /** What stands before a list item and is not part of the text: `•`, `1.`, `b)`. */
  marker: z.string().min(1).max(16).exactOptional(),
  /** Place in a table, of cells only. Blocks of one place follow each other: they are the paragraphs of one cell. */
  cell: cellSchema.exactOptional(),
  /** Where the block stands, in percent of the page (0–100), from its upper left corner. */
  box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).exactOptional(),
});

/**
 * Checks a stored or received extraction: shape, and that the blocks cover the text.
 *
 * Blocks are ordered and separated by exactly one `\n`; runs cover their block; pages never go back.
 */
export const extractionSchema = z
  .object({
    /** Names the program; anchors are positions in the text of one extractor and version. */
    extractor: z.string().min(1),
    version: z.string().min(1),
    pageCount: z.number().int().positive(),
    /** NFC, blocks joined by `\n`; empty for a scan without a text layer. */
    text: z.string().refine((text) => text === text.normalize("NFC"), "not NFC"),
    blocks: z.array(blockSchema),
    /** Absent in extractions from before other formats than PDF were read. */
    format: evidenceFormatSchema.exactOptional(),
    /** One for each page; a spreadsheet's pages are its sheets, and other documents without pages have one. */
    pages: z.array(pageSchema).exactOptional(),
    /** What the original file does beyond showing pages; none of it ever runs here. Absent: nothing was found. */
    contains: z
      .array(z.enum(["script", "attachment", "link-to-program"]))
      .min(1)
      .exactOptional(),
  })
  .superRefine((extraction, context) => {
    const problem = findProblem(extraction);
    if (problem) context.addIssue({ code: "custom", message: problem, path: ["blocks"] });
  });

/** A piece of a block in one style; UTF-16 offsets in the whole text. */
export type TextRun = z.infer<typeof runSchema>;
/** A heading, paragraph, list item, row of a letterhead or paragraph of a cell; UTF-16 offsets in the whole text. */
export type ExtractedBlock = z.infer<typeof blockSchema>;
/** What one page of a document is. */
export type ExtractedPage = z.infer<typeof pageSchema>;
/** The text of a document as one named program read it. */
export type Extraction = z.infer<typeof extractionSchema>;

function findProblem({ text, blocks, pageCount, pages }: Extraction): string | null {
  if (pages !== undefined && pages.length !== pageCount) return `${pages.length} of ${pageCount} pages are described`;
  let end = -1;
  let page = 1;
  for (const [position, block] of blocks.entries()) {
    if (block.start !== end + 1 || (position > 0 && text[end] !== "\n")) return `block ${position} leaves a gap`;
    if ((block.kind === "cell") !== (block.cell !== undefined)) return `block ${position} is half a cell`;
    if (block.page < page || block.page > pageCount) return `block ${position} is on page ${block.page}`;
    let runEnd = block.start;
    for (const run of block.runs) {
      if (run.start !== runEnd || run.end <= run.start) return `block ${position} has a broken run at ${run.start}`;
      runEnd = run.end;
    }
    if (runEnd !== block.end) return `block ${position} is not covered by its runs`;
    ({ end, page } = block);
  }
  return Math.max(end, 0) === text.length ? null : "the blocks do not cover the text";
}
