import type { Act } from "../../domain/event/act.ts";
import { toWrittenValue } from "../../domain/event/annotation-versions.ts";
import { hashAnnotation } from "../../domain/annotation/hash-annotation.ts";
import type { AnnotationTarget, PageBox, RegionBox } from "../../domain/annotation/target.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { sha256 } from "../hash.ts";

type Marked = Act<"annotation.created"> | Act<"annotation.revised">;

/** What the column `anchor` holds of a text: quote, context and place. */
export interface StoredQuote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly file: string;
  /** Absent in those of before it was named. */
  readonly extraction?: { readonly hash: string; readonly extractor: string; readonly version: string };
  /** Absent when there are none. */
  readonly boxes?: readonly PageBox[];
}

/** What the column `anchor` holds of a region. */
export interface StoredRegion {
  readonly page: number;
  readonly box: RegionBox;
  readonly file: string;
}

export type StoredAnchor = StoredQuote | StoredRegion;

/** Content columns of an annotation whose words are nobody else's yet. */
export const UNDISCLOSED = { kind: null, criterion: null, anchor: null, body: null, hash: null };

/** Content columns of an annotation; written at once when the panel may read it, else by the opening. */
export function toContentColumns(act: Marked) {
  const { kind, criterion } = act.value;
  const { body } = act.text;
  const parts = { value: toWrittenValue(act), text: canonicalJson(act.text) };
  const anchor = canonicalJson(toStoredAnchor(act) as unknown as JsonValue);
  return { kind, criterion, anchor, body, hash: hashAnnotation(sha256, parts) };
}

function toStoredAnchor({ value: { target }, text }: Marked): StoredAnchor {
  const { page, sha256: file } = target;
  if (target.kind === "region") return { page, box: target.box, file };
  const { start, end, extraction, boxes } = target;
  const { exact, prefix, suffix } = text;
  const named = extraction === null ? {} : { extraction };
  return { exact, prefix, suffix, page, start, end, file, ...named, ...(boxes.length === 0 ? {} : { boxes }) };
}

/** Reads the column back. */
export function parseStoredAnchor(anchor: string): StoredAnchor {
  return JSON.parse(anchor) as StoredAnchor;
}

/** Where the target of a stored anchor is, in the shape of an entry. */
export function toTarget(anchor: StoredAnchor, evidence: string): AnnotationTarget {
  const { page, file: sha256 } = anchor;
  if ("box" in anchor) return { kind: "region", evidence, sha256, page, box: anchor.box };
  const { start, end, extraction = null, boxes = [] } = anchor;
  return { kind: "text", evidence, sha256, extraction, page, start, end, boxes: [...boxes] };
}
