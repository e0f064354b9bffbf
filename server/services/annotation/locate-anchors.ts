import { describeAnchor, type ResolvedAnchor, resolveAnchor, type TextAnchor } from "../../domain/annotation/anchor.ts";
import { carryAnchor } from "../../domain/annotation/carry-anchor.ts";
import type { Extraction } from "../../domain/annotation/extraction.ts";

/** Where a quote is in a document, and how that place is described there. */
export interface LocatedAnchor {
  readonly found: ResolvedAnchor;
  readonly described: TextAnchor;
}

/** A document that was searched. */
export interface LocatedAnchors {
  /** The program that read it. */
  readonly extractor: string;
  readonly version: string;
  /** In the order asked; null for an orphan. */
  readonly places: readonly (LocatedAnchor | null)[];
}

/**
 * Finds quotes in a document.
 *
 * @param document - RFC 8785 text of its extraction.
 * @param before - the same of the version that the quotes are of; null when it is this one.
 */
export function locateAnchors(document: string, before: string | null, anchors: readonly TextAnchor[]): LocatedAnchors {
  const extraction = JSON.parse(document) as Extraction;
  const old = before === null ? null : (JSON.parse(before) as Extraction).text;
  const places = anchors.map((anchor) => {
    const found = old === null ? resolveAnchor(extraction.text, anchor) : carryAnchor(old, extraction.text, anchor);
    return found === null ? null : { found, described: describeAnchor(extraction, found.start, found.end) };
  });
  return { extractor: extraction.extractor, version: extraction.version, places };
}
