import { z } from "zod";

const offset = z.number().int().nonnegative();

const runSchema = z.object({
  start: offset,
  end: offset,
  bold: z.boolean(),
  italic: z.boolean(),
  underline: z.boolean().exactOptional(),
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
  kind: z.enum(["heading", "paragraph", "letterhead"]),
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
  })
  .superRefine((extraction, context) => {
    const problem = findProblem(extraction);
    if (problem) context.addIssue({ code: "custom", message: problem, path: ["blocks"] });
  });

/** A piece of a block in one style; UTF-16 offsets in the whole text. */
export type TextRun = z.infer<typeof runSchema>;
/** A heading, a paragraph or a row of a letterhead; `start` and `end` are UTF-16 offsets in the whole text. */
export type ExtractedBlock = z.infer<typeof blockSchema>;
/** The text of a document as one named program read it. */
export type Extraction = z.infer<typeof extractionSchema>;

function findProblem({ text, blocks, pageCount }: Pick<Extraction, "text" | "blocks" | "pageCount">): string | null {
  let end = -1;
  let page = 1;
  for (const [position, block] of blocks.entries()) {
    if (block.start !== end + 1 || (position > 0 && text[end] !== "\n")) return `block ${position} leaves a gap`;
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
