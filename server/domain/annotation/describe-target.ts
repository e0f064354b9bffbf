import { describeAnchor, type TextAnchor } from "./anchor.ts";
import type { Extraction } from "./extraction.ts";
import type { PageBox, TextTarget } from "./target.ts";

/** A document as a page or a row knows it. */
export interface TargetDocument {
  readonly id: string;
  readonly sha256: string;
  /** SHA-256 of its extraction's RFC 8785 text. */
  readonly extractionHash: string;
}

/** What an entry holds of a text target: where in its value part, the words in its text part. */
export interface DescribedTarget {
  readonly target: TextTarget;
  readonly text: Pick<TextAnchor, "exact" | "prefix" | "suffix">;
}

/**
 * A stretch of a document as the parts of an entry hold it.
 *
 * @param given.boxes - where a page shows it, when it was chosen there.
 * @throws RangeError as `describeAnchor`.
 */
export function describeTextTarget(
  document: TargetDocument,
  extraction: Extraction,
  given: { start: number; end: number; boxes?: readonly PageBox[] },
): DescribedTarget {
  const { exact, prefix, suffix, page, start, end } = describeAnchor(extraction, given.start, given.end);
  const { extractor, version } = extraction;
  const named = { hash: document.extractionHash, extractor, version };
  const { id: evidence, sha256 } = document;
  const boxes = [...(given.boxes ?? [])];
  return {
    target: { kind: "text", evidence, sha256, extraction: named, page, start, end, boxes },
    text: { exact, prefix, suffix },
  };
}
