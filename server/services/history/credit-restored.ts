import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { type AttributedNode, stripHands } from "../../domain/live/attributed-tree.ts";

/** Versions that are looked through, the newest: each is opened for it. */
export const CREDITED_VERSIONS_MAX = 40;

/** What a document said at some moment before. */
export interface EarlierState {
  /** UTC instant. */
  readonly at: string;
  /** The same for all states that say the same. */
  readonly hash: string;
  readonly nodes: readonly AttributedNode[];
}

/** When a text said exactly this before, and something else in between: it was put back; null when it was not. */
export function findRestored({ hash }: Pick<EarlierState, "hash">, earlier: readonly EarlierState[]): string | null {
  const same = earlier.findLastIndex((state) => state.hash === hash);
  return same < 0 || same === earlier.length - 1 ? null : (earlier[same]?.at ?? null);
}

/**
 * The same words with the hands of who wrote them first.
 *
 * A document knows only who put a letter where it stands, and a restore puts all of them there anew. Blocks that said
 * the same before are therefore those of whoever wrote them then. So are blocks that somebody cut and pasted unchanged;
 * a block in which one word differs is that of who wrote it last, as far as the document knows.
 *
 * @param earlier - states of the same document, oldest first.
 */
export function creditRestored(
  nodes: readonly AttributedNode[],
  earlier: readonly (readonly AttributedNode[])[],
): AttributedNode[] {
  const first = new Map<string, AttributedNode>();
  for (const block of earlier.flat()) {
    const words = say(block);
    if (!first.has(words)) first.set(words, block);
  }
  return nodes.map((node) => (hasText(node) ? (first.get(say(node)) ?? node) : node));
}

const say = (node: AttributedNode): string => canonicalJson(stripHands([node]));

/** An empty line is nobody's. */
const hasText = (node: AttributedNode): boolean =>
  "text" in node ? node.text.trim() !== "" : node.children.some(hasText);
