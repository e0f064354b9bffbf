import { findApproximate } from "./find-approximate.ts";

/** What is known of the quote's surroundings; all of it may be missing. */
export interface QuoteContext {
  /** Text before the quote; `null`, absent or empty: not known. */
  readonly prefix?: string | null;
  /** Text after the quote. */
  readonly suffix?: string | null;
  /** Where the quote once began; UTF-16 offset. */
  readonly hint?: number | null;
}

/** The best place for a quote; UTF-16 offsets. */
export interface QuoteMatch {
  readonly start: number;
  readonly end: number;
  /** 0–1; 1 is the quote itself, with its context, where it was. */
  readonly score: number;
  /** 0 for the quote itself. */
  readonly errors: number;
  /** How many places were as near to the quote, this one included. */
  readonly places: number;
}

/** A longer quote is matched exactly or not at all: the work of a near match is bounded. */
export const nearQuoteLengthMax = 2000;
/** More places than this are not compared; those nearest to the hint are kept. */
const placesMax = 500;

/**
 * Finds the best place for a quote: the quote itself, else what is nearest to it.
 *
 * `score = (50·quote + 20·prefix + 20·suffix + 2·position) / 92`, each part 0–1: `1 − errors / length` of quote and
 * context, `1 − |start − hint| / text length`; the unknown counts as 1. The highest score wins, the earliest start
 * among equals.
 *
 * @param text - NFC, as are quote and context.
 * @returns null when quote or text is empty, or even the nearest place differs in more than half of the quote.
 * @see https://github.com/hypothesis/client, `match-quote`: the weights and the limits of errors.
 */
export function matchQuote(text: string, quote: string, context: QuoteContext = {}): QuoteMatch | null {
  if (text === "" || quote === "") return null;
  const exact = listExact(text, quote);
  const near = exact.length > 0 || quote.length > nearQuoteLengthMax;
  const found = near ? exact : findApproximate(text, quote, Math.min(256, Math.floor(quote.length / 2)));
  const { hint } = context;
  const places = found.length;
  const distance = (start: number): number => (hint === null || hint === undefined ? start : Math.abs(start - hint));
  if (places > placesMax) found.sort((a, b) => distance(a.start) - distance(b.start)).length = placesMax;
  let best: QuoteMatch | null = null;
  for (const { start, end, errors } of found) {
    const quoteShare = 1 - errors / quote.length;
    const { prefix, suffix } = context;
    const prefixShare = prefix ? similarity(text.slice(Math.max(0, start - prefix.length), start), prefix) : 1;
    const suffixShare = suffix ? similarity(text.slice(end, end + suffix.length), suffix) : 1;
    const positionShare = hint === null || hint === undefined ? 1 : Math.max(0, 1 - distance(start) / text.length);
    const score = (50 * quoteShare + 20 * prefixShare + 20 * suffixShare + 2 * positionShare) / 92;
    const better = !best || score > best.score || (score === best.score && start < best.start);
    if (better) best = { start, end, score, errors, places };
  }
  return best;
}

function listExact(text: string, quote: string): { start: number; end: number; errors: number }[] {
  const found = [];
  for (let start = text.indexOf(quote); start >= 0; start = text.indexOf(quote, start + 1)) {
    found.push({ start, end: start + quote.length, errors: 0 });
  }
  return found;
}

/** 1 when the text holds the expected context, 0 when nothing of it is there. */
function similarity(text: string, expected: string): number {
  const nearest = findApproximate(text, expected, expected.length)[0];
  return nearest ? 1 - nearest.errors / expected.length : 0;
}
