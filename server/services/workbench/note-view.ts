import type { AnnotationTarget, RegionBox } from "../../domain/annotation/target.ts";
import type { AnnotationKind } from "../../domain/event/annotation-events.ts";

/** That the chair took something from the page, and why. What it said is not sent, but to its author. */
export interface HiddenView {
  readonly seq: number;
  readonly reason: string;
}

export interface ReplyView {
  readonly id: string;
  readonly authorId: string;
  readonly isOwn: boolean;
  readonly at: string;
  /** When its newest version was written; null when it has one only. */
  readonly editedAt: string | null;
  readonly version: number;
  readonly body: string;
  /** Members who are called on, by pseudonym. */
  readonly mentions: readonly string[];
  readonly hidden: HiddenView | null;
}

/** A note on a version of a document that has a newer one; its author is asked whether it holds there as well. */
export interface EarlierView {
  /** Newest version of its document. */
  readonly newestId: string;
  /** Whether its author was asked about this version and left it where it is. */
  readonly isLeft: boolean;
  /** Where it would be there; null when its words are gone. */
  readonly proposal: {
    /** `unchecked`: a region, of which nobody but a person can tell. */
    readonly found: "position" | "exact" | "fuzzy" | "unchecked";
    readonly target: AnnotationTarget;
    readonly words: NoteView["words"];
  } | null;
}

/** A mark on evidence with its thread. */
export interface NoteView {
  readonly id: string;
  /** From 1 in reading order, over all documents. */
  readonly number: number;
  readonly authorId: string;
  readonly isOwn: boolean;
  readonly version: number;
  readonly hash: string;
  readonly evidenceId: string;
  readonly kind: AnnotationKind;
  readonly criterion: string | null;
  /** The quoted words; empty for a region. */
  readonly quote: string;
  readonly page: number;
  /** Where the words stand in the text now, UTF-16 offsets; null for a region and for an orphan. */
  readonly place: { readonly start: number; readonly end: number } | null;
  /** How the place was found; `fuzzy`: similar words, which a person has to look at. Null without a place. */
  readonly found: "position" | "exact" | "fuzzy" | null;
  /** Null for a text. */
  readonly region: { readonly page: number; readonly box: RegionBox } | null;
  /** Whether the words are not in the text any more. */
  readonly isOrphan: boolean;
  /** As the author described it; what a revision of the words keeps. */
  readonly target: AnnotationTarget;
  readonly words: { readonly exact: string; readonly prefix: string; readonly suffix: string };
  /** Null for a note on the newest version of its document. */
  readonly earlier: EarlierView | null;
  readonly body: string;
  /** Members who are called on, by pseudonym. */
  readonly mentions: readonly string[];
  readonly hidden: HiddenView | null;
  /** Whether the reader has not seen all of the thread that is for them. */
  readonly isUnread: boolean;
  readonly isResolved: boolean;
  readonly createdAt: string;
  /** Oldest first. */
  readonly replies: readonly ReplyView[];
}
