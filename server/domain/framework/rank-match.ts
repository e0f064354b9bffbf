import { foldMarks } from "./fold-marks.ts";

/**
 * How well a text fits what was typed into a search, marks and case folded.
 *
 * The text itself before one that begins with the query, that before one with the query at the beginning of a word,
 * then one whose words begin with the query's words in any order, then one that merely holds them all. Of two that fit
 * alike, the one with the marks as typed is better: *bàn* is no *bán* to whoever types its mark.
 *
 * @param query - as typed; empty fits everything alike.
 * @returns 0 or more, the less the better; null when a word of the query is not in the text.
 */
export function rankMatch(query: string, text: string): number | null {
  const [wanted, folded] = [toWords(foldMarks(query)), toWords(foldMarks(text))];
  const phrase = wanted.join(" ");
  const line = folded.join(" ");
  if (wanted.some((word) => !line.includes(word))) return null;
  const isAsTyped = ` ${toWords(toSmall(text)).join(" ")}`.includes(` ${toWords(toSmall(query)).join(" ")}`);
  return 2 * rankFolded(phrase, line) + (isAsTyped ? 0 : 1);
}

function rankFolded(phrase: string, line: string): number {
  if (line === phrase) return 0;
  if (line.startsWith(phrase)) return 1;
  if (line.includes(` ${phrase}`)) return 2;
  const isAtStarts = phrase.split(" ").every((word) => ` ${line}`.includes(` ${word}`));
  return isAtStarts ? 3 : 4;
}

/** The best rank that one of several texts has; null when none fits. */
export function rankBest(query: string, texts: readonly string[]): number | null {
  const ranks = texts.flatMap((text) => rankMatch(query, text) ?? []);
  return ranks.length === 0 ? null : Math.min(...ranks);
}

const toSmall = (text: string): string => text.normalize("NFC").toLowerCase();

/** Signs between words are no part of them; the dot of a code such as 2.1 is. */
const toWords = (text: string): string[] => text.split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
