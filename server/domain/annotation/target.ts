import { z } from "zod";
import { hashSchema } from "../event/head.ts";

/** A page is this many units wide and high: whole thousandths of a percent, since entries hold no fractions. */
export const PAGE_UNITS = 100_000;
/** More boxes than this are more lines than a quote can have. */
const boxesMax = 200;

const idSchema = z.string().min(1).max(120);
const pageSchema = z.int().min(1);
const edge = z.int().min(0).max(PAGE_UNITS);

const boxShape = {
  /** From the left and upper edge of the page as it is shown upright. */
  x: edge,
  y: edge,
  width: edge.min(1),
  height: edge.min(1),
};

const isOnPage = (box: { x: number; y: number; width: number; height: number }): boolean =>
  box.x + box.width <= PAGE_UNITS && box.y + box.height <= PAGE_UNITS;

/** A rectangle of a page, in whole milli-percent (0–100 000) of its width and height. */
export const regionBoxSchema = z.strictObject(boxShape).refine(isOnPage, "region.off-page");
export type RegionBox = z.infer<typeof regionBoxSchema>;

/** A rectangle with its page: a quote may go on overleaf. */
const pageBoxSchema = z.strictObject({ page: pageSchema, ...boxShape }).refine(isOnPage, "region.off-page");
export type PageBox = z.infer<typeof pageBoxSchema>;

/** The extraction that offsets count in; its program is named for those who have the entry and not the extraction. */
const extractionNameSchema = z.strictObject({
  /** SHA-256 of the extraction's RFC 8785 text. */
  hash: hashSchema,
  extractor: z.string().min(1).max(120),
  version: z.string().min(1).max(120),
});

const textTargetSchema = z.strictObject({
  kind: z.literal("text"),
  evidence: idSchema,
  /** SHA-256 of the file. */
  sha256: hashSchema,
  /** Null in entries of before it was named: the only one that the document had. */
  extraction: extractionNameSchema.nullable(),
  page: pageSchema,
  /** UTF-16 offsets in the extraction's text. */
  start: z.int().min(0),
  end: z.int().min(1),
  /** Where a page showed the quote when it was chosen; empty when it was chosen in the text. */
  boxes: z.array(pageBoxSchema).max(boxesMax),
});

const regionTargetSchema = z.strictObject({
  kind: z.literal("region"),
  evidence: idSchema,
  sha256: hashSchema,
  page: pageSchema,
  box: regionBoxSchema,
});

/** What an annotation is on; the quote of a text stands in the text part, where it can be erased. */
export const annotationTargetSchema = z.discriminatedUnion("kind", [textTargetSchema, regionTargetSchema]);
export type TextTarget = z.infer<typeof textTargetSchema>;
export type RegionTarget = z.infer<typeof regionTargetSchema>;
export type AnnotationTarget = z.infer<typeof annotationTargetSchema>;

/** A rectangle in percent of a page (0–100, fractions allowed): as viewers measure and draw it. */
export interface PercentBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A rectangle as an entry holds it: rounded outwards, cut at the edges of the page, at least one unit wide and high.
 *
 * @throws RangeError when a number is not finite or nothing of it is on the page.
 */
export function toRegionBox({ x, y, width, height }: PercentBox): RegionBox {
  const [left, right] = toEdges(x, width);
  const [top, bottom] = toEdges(y, height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function toEdges(from: number, length: number): [number, number] {
  if (!Number.isFinite(from) || !Number.isFinite(length) || length < 0) {
    throw new RangeError(`region: from ${from}, ${length} percent`);
  }
  const unit = PAGE_UNITS / 100;
  // A percentage that was read back from units is a hair beside them: it must not grow by a unit each time.
  const start = Math.max(0, Math.floor(from * unit + 1e-6));
  const end = Math.min(PAGE_UNITS, Math.ceil((from + length) * unit - 1e-6));
  if (start >= PAGE_UNITS || (from < 0 && end <= 0))
    throw new RangeError(`region: from ${from}, ${length} percent is off the page`);
  return start < end ? [start, end] : [start, start + 1];
}

/** The same rectangle in percent, for drawing. */
export function toPercentBox({ x, y, width, height }: RegionBox): PercentBox {
  const unit = PAGE_UNITS / 100;
  return { x: x / unit, y: y / unit, width: width / unit, height: height / unit };
}
