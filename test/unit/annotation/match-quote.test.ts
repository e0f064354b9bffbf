import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findApproximate } from "#domain/annotation/find-approximate.ts";
import { matchQuote } from "#domain/annotation/match-quote.ts";
import { readVectors } from "../../helpers/vectors.ts";

interface Case {
  readonly desc: string;
  readonly text: string;
  readonly quote?: string;
  readonly prefix?: string | null;
  readonly suffix?: string | null;
  readonly hint?: number;
  readonly expect?: { matched?: string; start?: number; score?: number; score_between?: [number, number] } | null;
  readonly descending_scores_for_quotes?: string[];
  readonly descending_scores_for_prefixes?: string[];
  readonly descending_scores_for_suffixes?: string[];
}

const vectors = readVectors<{ texts: Record<string, string>; cases: Case[] }>("anchoring_quote_match.json");

if (vectors !== null) {
  const { texts, cases } = vectors;
  const named = cases.map((one, number) => [`${number} ${one.desc}`, one] as const);

  test("the cases of another program are all there", () => expect(named).toHaveLength(21));

  test.each(named)("%s", (_name, one) => {
    const text = texts[one.text] ?? one.text;
    const scores =
      one.descending_scores_for_quotes?.map((quote) => matchQuote(text, quote)) ??
      one.descending_scores_for_prefixes?.map((prefix) => matchQuote(text, one.quote!, { prefix })) ??
      one.descending_scores_for_suffixes?.map((suffix) => matchQuote(text, one.quote!, { suffix }));
    for (const [position, match] of (scores ?? []).entries()) {
      expect(match).not.toBeNull();
      if (position > 0) expect(match!.score).toBeLessThan(scores![position - 1]!.score);
    }
    if (one.expect === undefined) return expect(scores).toHaveLength(4);
    const match = matchQuote(text, one.quote!, one);
    if (one.expect === null) return expect(match).toBeNull();
    expect(match).not.toBeNull();
    const { matched, start, score, score_between: between } = one.expect;
    if (matched !== undefined) expect(text.slice(match!.start, match!.end)).toBe(matched);
    if (start !== undefined) expect(match!.start).toBe(start);
    if (score !== undefined) expect(match!.score).toBe(score);
    if (between) {
      expect(match!.score).toBeGreaterThan(between[0]);
      expect(match!.score).toBeLessThan(between[1]);
    }
  });
}

describe("matchQuote", () => {
  test("weighs quote, context and position: 1 error in 8, prefix unknown, 25 of 100 away, worked by hand", () => {
    const text = "x".repeat(25) + "chuyển đổi" + "x".repeat(65);
    const match = matchQuote(text, "chuyển đôi", { hint: 0 });
    expect(match).toMatchObject({ start: 25, end: 35, errors: 1, places: 1 });
    expect(match!.score).toBeCloseTo((50 * 0.9 + 20 + 20 + 2 * 0.75) / 92, 12);
  });

  test("a text with more places than are compared still gives the one at the hint", () => {
    expect(matchQuote("ab".repeat(5000), "ab", { hint: 8000 })).toMatchObject({ start: 8000, places: 5000 });
  });
});

/** Least number of errors over all stretches of the text, by the plain matrix. */
function countErrorsPlainly(text: string, pattern: string): number {
  let column = Array.from({ length: pattern.length + 1 }, (_, row) => row);
  let least = column[pattern.length]!;
  for (const unit of text.split("")) {
    const next = [0];
    for (let row = 1; row <= pattern.length; row += 1) {
      const replaced = column[row - 1]! + (pattern[row - 1] === unit ? 0 : 1);
      next.push(Math.min(replaced, column[row]! + 1, next[row - 1]! + 1));
    }
    column = next;
    least = Math.min(least, column[pattern.length]!);
  }
  return least;
}

test("the bit-parallel search finds what the plain matrix finds, over one block and several", () => {
  const letters = (maxLength: number) =>
    fc.array(fc.constantFrom("a", "b", "ế"), { minLength: 1, maxLength }).map((list) => list.join(""));
  fc.assert(
    fc.property(letters(120), letters(100), (text, pattern) => {
      const least = countErrorsPlainly(text, pattern);
      const found = findApproximate(text, pattern, pattern.length);
      for (const { start, end, errors } of found) {
        expect(errors).toBe(least);
        expect(countErrorsPlainly(text.slice(start, end), pattern)).toBe(least);
      }
      // An empty stretch is as far away as the pattern is long, and is no match.
      if (least < pattern.length) expect(found.length).toBeGreaterThan(0);
    }),
    { seed: 20260711, numRuns: 300 },
  );
});
