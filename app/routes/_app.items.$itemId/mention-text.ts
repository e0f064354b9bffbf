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
