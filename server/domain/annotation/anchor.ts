import { z } from "zod";
import type { Extraction } from "./extraction.ts";
import { matchQuote, nearQuoteLengthMax } from "./match-quote.ts";

/** Length of the context before and after a quote, in UTF-16 units. */
export const contextLength = 32;
/** A longer selection cannot be anchored; see `describeAnchor`. */
export const quoteLengthMax = nearQuoteLengthMax;
/** Below this score another text may be meant: the annotation is an orphan. */
export const anchorScoreMin = 0.75;
/** The only place with a quote of this length is the place, however its surroundings changed. */
const distinctQuoteLength = 32;

/** Checks an anchor that comes from outside. */
export const textAnchorSchema = z
  .object({
    /** The quoted text; may hold `\n` where it goes over blocks or pages. */
    exact: z.string().min(1).max(quoteLengthMax),
    /** Text right before the quote; shorter than 32 units at the beginning of the document only. */
    prefix: z.string().max(contextLength),
    suffix: z.string().max(contextLength),
    /** UTF-16 offsets in the text of the named extraction, which is NFC. */
    start: z.number().int().nonnegative(),
    end: z.number().int().positive(),
    /** The page where the quote begins, from 1. */
    page: z.number().int().positive(),
  })
  .refine((anchor) => anchor.start < anchor.end, "end is not after start");

/**
 * Points at a stretch of a document's text, in three ways that back each other: quote, context, position.
 *
 * @see W3C Web Annotation Data Model, 4.2.4 Text Quote Selector and 4.2.5 Text Position Selector.
 */
export type TextAnchor = z.infer<typeof textAnchorSchema>;

/** Where an anchor was found; UTF-16 offsets in the text that was searched. */
export interface ResolvedAnchor {
  readonly start: number;
  readonly end: number;
  /** 0–1; less than 1 after a change of the text or its surroundings. */
  readonly score: number;
  /** `position`: unmoved. `exact`: the same words elsewhere. `fuzzy`: similar words, which a person has to look at. */
  readonly method: "position" | "exact" | "fuzzy";
}

/**
 * Describes a selection so that it can be found again.
 *
 * @param start - UTF-16 offset in the extraction's text, before `end`; a place inside a surrogate pair moves outwards.
 * @throws RangeError when the selection is empty, leaves the text, or is longer than `quoteLengthMax`.
 */
export function describeAnchor(extraction: Extraction, start: number, end: number): TextAnchor {
  const { text, blocks } = extraction;
  const inside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
  if (!inside) throw new RangeError(`describe anchor: ${start} to ${end} in ${text.length} units`);
  const from = splitsPair(text, start) ? start - 1 : start;
  const to = splitsPair(text, end) ? end + 1 : end;
  if (to - from > quoteLengthMax)
    throw new RangeError(`describe anchor: ${to - from} units, at most ${quoteLengthMax}`);
  const before = Math.max(0, from - contextLength);
  const after = Math.min(text.length, to + contextLength);
  return {
    exact: text.slice(from, to),
    prefix: text.slice(splitsPair(text, before) ? before + 1 : before, from),
    suffix: text.slice(to, splitsPair(text, after) ? after - 1 : after),
    start: from,
    end: to,
    page: blocks.findLast((block) => block.start <= from)?.page ?? 1,
  };
}

/**
 * Finds an anchor in a text: by position where the quote still stands there, else by the quote and its context, else by
 * the most similar text.
 *
 * @param text - the extraction's text; NFD is understood, and then the offsets are those of the NFD text.
 * @param anchor - its texts may be NFD too; its offsets count NFC units.
 * @returns null when it is an orphan: nothing, or nothing certain enough, was found.
 */
export function resolveAnchor(text: string, anchor: TextAnchor): ResolvedAnchor | null {
  const composed = text.normalize("NFC");
  const found = resolveComposed(composed, anchor);
  if (!found || composed === text) return found;
  return { ...found, start: toOffset(text, found.start, "start"), end: toOffset(text, found.end, "end") };
}

function resolveComposed(text: string, anchor: TextAnchor): ResolvedAnchor | null {
  const exact = anchor.exact.normalize("NFC");
  const prefix = anchor.prefix.normalize("NFC");
  const suffix = anchor.suffix.normalize("NFC");
  const { start } = anchor;
  const end = start + exact.length;
  const keepsContext = text.slice(0, start).endsWith(prefix) || text.startsWith(suffix, end);
  // One side of the context is asked for as well: a short quote may by chance stand where it stood.
  if (text.startsWith(exact, start) && keepsContext) return { start, end, score: 1, method: "position" };
  const match = matchQuote(text, exact, { prefix, suffix, hint: start });
  if (!match) return null;
  const distinct = match.errors === 0 && match.places === 1 && exact.length >= distinctQuoteLength;
  if (match.score < anchorScoreMin && !distinct) return null;
  return { start: match.start, end: match.end, score: match.score, method: match.errors === 0 ? "exact" : "fuzzy" };
}

/** Whether a cut at this offset would part a surrogate pair. */
function splitsPair(text: string, offset: number): boolean {
  return offset > 0 && offset < text.length && text.codePointAt(offset - 1)! > 0xffff;
}

/** Offset in a text that is not NFC of an offset in its NFC form; outwards when it falls inside one character. */
function toOffset(text: string, composedOffset: number, side: "start" | "end"): number {
  let composed = 0;
  for (const { 0: cluster, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    if (composed === composedOffset) return index;
    composed += cluster.normalize("NFC").length;
    if (composed > composedOffset) return side === "start" ? index : index + cluster.length;
  }
  return text.length;
}
