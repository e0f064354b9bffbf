import type { HeadFacts } from "../../domain/event/head.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { SubmissionState } from "../../domain/evidence/submission-state.ts";
import type { SignatureCheck } from "../../domain/evidence/split-signatures.ts";
import type { JsonValue } from "../../domain/ledger/canonical-json.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { EvidenceView } from "../workbench/workbench-view.ts";

export interface SubmissionRound {
  readonly id: string;
  readonly year: number;
  readonly phase: RoundPhase;
  /** Of the batches that the page is about. */
  readonly batchPhases: readonly BatchPhase[];
}

/** How many items of an entity are in each state. */
export interface SubmissionCounts {
  readonly total: number;
  readonly states: Readonly<Record<SubmissionState, number>>;
}

/** One item in the list. */
export interface SubmissionItem {
  readonly itemId: string;
  readonly indicator: string;
  readonly name: LocalText;
  readonly isSample: boolean;
  readonly state: SubmissionState;
  readonly documents: number;
  readonly isExplained: boolean;
  /** Until when more is asked for; null without a request. */
  readonly askedUntil: string | null;
  readonly isFrozen: boolean;
  /** Whether the person can hand something in now. */
  readonly canAdd: boolean;
}

/** Items whose documents the person may follow: an agency's own, or for staff those of one entity. */
export interface SubmissionsView {
  readonly now: string;
  readonly round: SubmissionRound | null;
  /** `agency` hands in; `support` checks; `viewer` looks on. */
  readonly viewer: "agency" | "support" | "viewer";
  /** For staff: every entity with its counts, in Vietnamese order of names; empty for an agency. */
  readonly entities: readonly { readonly id: string; readonly name: LocalText; readonly counts: SubmissionCounts }[];
  /** The entity whose items are listed; null when there is none. */
  readonly entity: { readonly id: string; readonly name: LocalText; readonly counts: SubmissionCounts } | null;
  readonly items: readonly SubmissionItem[];
}

/** A file that was sent and is not submitted. */
export interface UploadView {
  readonly id: string;
  readonly fileName: string;
  readonly byteCount: number;
  readonly state: "receiving" | "reading" | "stored" | "refused";
  readonly refusal: { readonly code: string; readonly details: Readonly<Record<string, JsonValue>> } | null;
  readonly expiresAt: string;
  /** What the server found in it; null until it is stored. */
  readonly stored: {
    readonly sha256: string;
    readonly extraction: string;
    readonly format: EvidenceFormat;
    readonly byteCount: number | null;
    readonly pageCount: number;
    readonly signatures: SignatureCheck[] | null;
    readonly signers: string;
  } | null;
}

/** A document with its earlier versions. */
export interface SubmittedDocument {
  readonly newest: EvidenceView;
  /** Newest first. */
  readonly earlier: readonly EvidenceView[];
  /** Whether the newest is in a frozen set. */
  readonly isFrozen: boolean;
}

export interface SupplementView {
  readonly id: string;
  readonly reason: string;
  readonly askedAt: string;
  readonly until: string;
  /** `open` until its date; `lapsed` when the date passed; `closed` by the support team or with the set. */
  readonly state: "open" | "lapsed" | "closed";
}

/** One item's documents for its agency and for staff. */
export interface SubmissionView {
  readonly now: string;
  readonly round: SubmissionRound;
  readonly viewer: "agency" | "support" | "viewer";
  readonly itemId: string;
  readonly entityName: LocalText;
  readonly entityId: string;
  readonly indicator: string;
  readonly name: LocalText;
  readonly isSample: boolean;
  readonly facts: HeadFacts;
  readonly state: SubmissionState;
  readonly documents: readonly SubmittedDocument[];
  /** Newest first. */
  readonly explanations: readonly { readonly id: string; readonly reason: string; readonly at: string }[];
  /** Newest first. */
  readonly supplements: readonly SupplementView[];
  readonly mark: {
    readonly result: "complete" | "explanation-accepted";
    readonly at: string;
    readonly isCurrent: boolean;
  } | null;
  readonly frozen: { readonly hash: string; readonly seq: number } | null;
  /** What an agency needs to hand something in; null when it cannot now. */
  readonly add: {
    readonly uploads: readonly UploadView[];
    readonly nextPosition: number;
    readonly supplement: string | null;
    readonly fileBytesMax: number;
  } | null;
  /** Hash of what there is now: what a mark and a freeze name. Null for who does neither. */
  readonly set: string | null;
  readonly rights: { readonly canJudge: boolean; readonly canFreeze: boolean };
}
