import type { Cite, HeadFacts } from "../../domain/event/head.ts";
import type { AggregationRule } from "../../domain/framework/framework.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";
import type { DraftBallot } from "../../domain/live/draft-ballot.ts";
import type { JsonValue } from "../../domain/ledger/canonical-json.ts";
import type { BatchPhase, CaseState, ItemState } from "../../domain/policy/thing.ts";
import type { OpenCondition } from "../../domain/process/finalise-conditions.ts";
import type { ScoreDetail } from "../../domain/scoring/choice.ts";
import type { LocalText, Rubric } from "../../domain/scoring/rubric.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { BatchView } from "../process/read-batch.ts";
import type { NoteView } from "./note-view.ts";
import type { OpinionView } from "./opinion-view.ts";

export type { HiddenView, NoteView, ReplyView } from "./note-view.ts";

/** A panel member as others see them. */
export interface MemberView {
  readonly actorId: string;
  readonly letter: string;
  readonly duty: "expert" | "chair";
}

/** The item, its indicator and its rules. Points are milli-points. */
export interface ItemView {
  readonly id: string;
  readonly roundId: string;
  readonly panelId: string;
  readonly panelNumber: number;
  readonly state: ItemState;
  readonly batchPhase: BatchPhase;
  /** When the batch is due, UTC instant. */
  readonly dueAt: string;
  /** When the batch was opened; null before. */
  readonly openedAt: string | null;
  readonly entityId: string;
  readonly entityName: LocalText;
  readonly code: string;
  readonly name: LocalText;
  readonly shortName: LocalText;
  readonly isSample: boolean;
  readonly maxMilliPoints: number;
  readonly stepMilliPoints: number;
  /** Share of the whole index, 0–1. */
  readonly weight: number;
  readonly rubric: Rubric | null;
  readonly criteria: readonly { code: string; name: LocalText }[];
  readonly rule: AggregationRule;
  /** Largest spread that counts as agreement. */
  readonly toleranceMilliPoints: number;
  /** Head fields of every act on the item. */
  readonly facts: HeadFacts;
  /** Of the rubric and the frozen evidence set: what a seal names. */
  readonly rubricHash: string;
  readonly evidenceSet: string | null;
  readonly decisionVersion: number;
}

/** One row of the list on the left. */
export interface ListedItem {
  readonly id: string;
  readonly code: string;
  readonly shortName: LocalText;
  readonly glyph: "todo" | "draft" | "sealed" | "open" | "ready" | "final" | "dispute";
  /** Own score, or the final one; null where there is none to show. */
  readonly value: ScoreValue | null;
  readonly numberState: "draft" | "open" | "sealed" | "final" | "disputed" | null;
}

export interface ItemListView {
  readonly groups: readonly { code: string; name: LocalText; items: readonly ListedItem[] }[];
  /** Items that the person has sealed a score of, opened since or not. */
  readonly sealed: number;
  readonly final: number;
  readonly total: number;
  /** The same indicator of the entity before and after, by name; null at the ends. */
  readonly previousEntityItemId: string | null;
  readonly nextEntityItemId: string | null;
  /** Which of the indicator's entities this one is, from 1, and how many there are. */
  readonly entityPosition: number;
  readonly entityTotal: number;
}

/** A document of the agency; its file and its text have doors of their own. */
export interface EvidenceView {
  readonly id: string;
  /** Names the document of its item in addresses; no two versions share one. */
  readonly position: number;
  readonly sha256: string;
  readonly number: string;
  readonly name: string;
  readonly abstract: string;
  readonly issuedOn: string;
  readonly pageCount: number;
  /** SHA-256 of the extraction that offsets count in. */
  readonly extractionHash: string;
  readonly format: EvidenceFormat;
  /** Null for documents of a time when it was not recorded. */
  readonly byteCount: number | null;
  /** As the agency's own file was called; empty when it came without a name. */
  readonly fileName: string;
  /** Id of the document that this is a new version of; null for the first. */
  readonly replaces: string | null;
  /** When it was submitted, UTC instant. */
  readonly addedAt: string;
  /** Null when nobody looked for signatures; none found is an empty list. */
  readonly signatures: readonly DocumentSignature[] | null;
}

/** A cited note as it was when it was cited. */
export type CiteView = Cite;

/** The person's own score of the item. */
export interface OwnScoreView extends ScoreDetail {
  readonly version: number;
  /** False: it was given on an earlier evidence set, and is to be kept or replaced. */
  readonly isOnEvidenceSet: boolean;
  readonly state: "sealed" | "opened" | "changed" | "kept";
  readonly seq: number;
  readonly at: string;
  readonly value: ScoreValue;
  readonly confidence: number | null;
  readonly justification: string;
  readonly cites: readonly CiteView[];
}

/** A member's score after the opening: as it was sealed and as it stands. */
export interface OpenedScoreView extends ScoreDetail {
  readonly actorId: string;
  readonly version: number;
  readonly state: string;
  readonly sealed: ScoreValue | null;
  readonly value: ScoreValue;
  readonly confidence: number | null;
  readonly justification: string;
  readonly cites: readonly CiteView[];
}

export interface ChangeView {
  readonly seq: number;
  readonly at: string;
  readonly actorId: string;
  readonly kind: "changed" | "kept";
  readonly old: ScoreValue;
  readonly value: ScoreValue;
  readonly reason: string;
  readonly cites: readonly CiteView[];
}

/** What lies open after the opening. */
export interface ReconciliationView {
  readonly scores: readonly OpenedScoreView[];
  /** Newest first. */
  readonly changes: readonly ChangeView[];
  /** On the final score that stands, oldest first. */
  readonly opinions: readonly OpinionView[];
  /** What the rule gives on the scores as they stand; null where it gives nothing. */
  readonly computed: ScoreValue | null;
  /** Why the rule gives nothing; null when it gives a value. */
  readonly noValueReason: string | null;
  /** Hash of the scores as they stand: what finalising names. */
  readonly seenScores: string;
  readonly conditions: readonly OpenCondition[];
  readonly openQuestions: number;
  readonly conclusion: { readonly nodes: readonly JsonValue[]; readonly text: string; readonly epoch: string };
}

export interface DecisionView {
  readonly version: number;
  readonly value: ScoreValue;
  readonly rule: string;
  readonly reason: string;
  readonly seq: number;
  readonly at: string;
  /** True when it follows from a review. */
  readonly isReviewed: boolean;
  /** True while the log's witnesses have not seen it. */
  readonly isProvisional: boolean;
}

/** A case under which a fresh reviewer scores the item. */
export interface CaseTaskView {
  readonly id: string;
  readonly number: number;
  readonly state: CaseState;
  readonly ground: string;
  readonly claim: string;
  readonly dueAt: string;
}

export interface WorkbenchView {
  readonly kind: "item";
  readonly now: string;
  /** As whom the person looks: `viewer` writes nothing. */
  readonly seat: "expert" | "chair" | "reviewer" | "viewer";
  readonly stage: "blind" | "reconcile" | "final" | "re-review";
  readonly item: ItemView;
  /** The person's pseudonym here; null for those without a seat. */
  readonly actorId: string | null;
  /** Empty before the opening, and for those who may not read it. */
  readonly members: readonly MemberView[];
  readonly list: ItemListView | null;
  /** Null for those who may not know. */
  readonly seals: { readonly given: number; readonly due: number } | null;
  /** Documents as they stand, in the agency's order. */
  readonly evidence: readonly EvidenceView[];
  /** Earlier versions of them, newest first; each can be shown as well. */
  readonly earlierEvidence: readonly EvidenceView[];
  /** What the agency wrote in the place of a document; null when it wrote nothing. */
  readonly explanation: { readonly reason: string; readonly at: string } | null;
  /** The document that is shown; null when there is none. */
  readonly shown: { readonly evidenceId: string } | null;
  readonly notes: readonly NoteView[];
  /** The agency's own score, blank where it gave none; null for those who may not have it: not yet, or not at all. */
  readonly selfScore: ScoreValue | null;
  readonly own: OwnScoreView | null;
  /** Version that the next seal expects. */
  readonly ownVersion: number;
  readonly draft: DraftBallot | null;
  readonly draftEpoch: string | null;
  readonly reconciliation: ReconciliationView | null;
  /** Null before the item is final, and for those who may not read it yet. */
  readonly decision: DecisionView | null;
  readonly batch: BatchView | null;
  readonly case: CaseTaskView | null;
  readonly rights: {
    /** To record the first choice: it has not been recorded. */
    readonly canChoose: boolean;
    readonly canSeal: boolean;
    readonly canChange: boolean;
    readonly canAnnotate: boolean;
    readonly canHide: boolean;
    readonly canFinalise: boolean;
    /** To record a minority opinion: the item is final, and none of theirs stands beside it. */
    readonly canDissent: boolean;
    readonly canWriteConclusion: boolean;
  };
}

/** A panel member who may not work on the item, and why. */
export interface BarredView {
  readonly kind: "barred";
  readonly entityName: LocalText;
  readonly code: string;
  readonly name: LocalText;
  readonly panelNumber: number;
  readonly reason: "no-declaration" | "expired" | "conflict";
}
