import type { ExtractedBlock, TextRun } from "#domain/annotation/extraction.ts";

/** Something that covers a stretch of the text; offsets as in the extraction. */
export interface Cover {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a block in one style and under the same covers; at least one character. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly run: TextRun;
  /** Ids of what covers it, in the order given. */
  readonly coveredBy: readonly string[];
}

/** Cuts a block where its style or a cover begins or ends. */
export function makeSegments(block: ExtractedBlock, covers: readonly Cover[]): Segment[] {
  const here = covers.filter((cover) => cover.start < block.end && cover.end > block.start);
  const edges = here.flatMap((cover) => [cover.start, cover.end]);
  return block.runs.flatMap((run) => {
    const inside = edges.filter((edge) => edge > run.start && edge < run.end);
    const cuts = [...new Set([run.start, ...inside, run.end])].sort((a, b) => a - b);
    return cuts.slice(1).map((end, index) => {
      const start = cuts[index] as number;
      const coveredBy = here.filter((cover) => cover.start < end && cover.end > start).map((cover) => cover.id);
      return { start, end, run, coveredBy };
    });
  });
}
