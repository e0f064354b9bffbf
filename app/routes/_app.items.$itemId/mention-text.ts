import { foldMarks } from "#app/i18n/vietnamese-text.ts";

/** A name that is being typed after the sign: where the sign stands, and what follows it up to the caret. */
export interface MentionQuery {
  readonly start: number;
  readonly query: string;
}

/** @param caret - UTF-16 offset. @returns null when no name is being typed there. */
export function findMentionQuery(text: string, caret: number): MentionQuery | null {
  const found = /(?:^|[\s(,;:])@([^\s@]{0,20})$/u.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, query };
}

/** Somebody who can be called on, as the pages name them. */
export interface MentionName {
  /** Sign without `@`: `B`, `CT`. */
  readonly sign: string;
  /** "Chuyên gia B". */
  readonly name: string;
}

/**
 * Those whom a query means, the likeliest first: whose sign it is, whose sign begins so, then whoever has a word that
 * does, with its marks before without them. A letter would otherwise name everybody of a role: "Chuyên gia", "Expert".
 */
export function rankMentions<Member>(
  query: string,
  members: readonly Member[],
  toName: (member: Member) => MentionName,
): Member[] {
  const ranked = members.map((member) => ({ member, rank: rank(query, toName(member)) }));
  const found = ranked.filter((one) => one.rank < Infinity);
  return found.sort((a, b) => a.rank - b.rank).map(({ member }) => member);
}

function rank(query: string, { sign, name }: MentionName): number {
  const isWord = (fold: (text: string) => string): boolean =>
    fold(name)
      .split(" ")
      .some((word) => word.startsWith(fold(query)));
  if (foldMarks(sign) === foldMarks(query)) return 0;
  if (foldMarks(sign).startsWith(foldMarks(query))) return 1;
  if (isWord(foldCase)) return 2;
  return isWord(foldMarks) ? 3 : Infinity;
}

const foldCase = (text: string): string => text.normalize("NFC").toLowerCase();

/** Whether a text calls somebody by their sign, as a word of its own: `@B` is not in `@BC`. */
export function hasMentionToken(text: string, token: string): boolean {
  const at = text.split(token).slice(1);
  return at.some((rest) => !/^[\p{L}\p{N}]/u.test(rest));
}

/**
 * Who is called on once a text was edited: whose sign was taken out of it is not called any more.
 *
 * Somebody without a sign in the text stays: it may have been written in another language.
 */
export function keepMentioned(
  mentions: readonly string[],
  texts: { readonly before: string; readonly after: string },
  toToken: (actorId: string) => string,
): string[] {
  return mentions.filter((id) => {
    const token = toToken(id);
    return !hasMentionToken(texts.before, token) || hasMentionToken(texts.after, token);
  });
}
