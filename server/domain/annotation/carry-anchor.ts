import { contextLength, type ResolvedAnchor, resolveAnchor, type TextAnchor } from "./anchor.ts";
import { matchQuote } from "./match-quote.ts";

/**
 * Finds a quote of one version of a document in a newer one.
 *
 * Official texts repeat themselves: where a sentence is gone, another that is nearly the same may stand. So the place
 * that is found must lead back: looked for in the old version, its words must be nearest to the quote, not to some
 * other sentence that was there as well. What stands unmoved is not asked again.
 *
 * @param before - the old version's text, `after` the new one's; both NFC.
 * @returns null when it is gone, or only something else is like it.
 */
export function carryAnchor(before: string, after: string, anchor: TextAnchor): ResolvedAnchor | null {
  const found = resolveAnchor(after, anchor);
  if (found === null || found.method === "position") return found;
  const origin = resolveAnchor(before, anchor);
  if (origin === null) return found;
  const { start, end } = found;
  const back = matchQuote(before, after.slice(start, end), {
    prefix: after.slice(Math.max(0, start - contextLength), start),
    suffix: after.slice(end, end + contextLength),
    hint: origin.start,
  });
  const leadsBack = back !== null && back.start < origin.end && back.end > origin.start;
  return leadsBack ? found : null;
}
