import type { EventType } from "../../domain/event/catalogue.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import type { BatchPhase, ItemState } from "../../domain/policy/thing.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { EntityProfile } from "../index/index-view.ts";

/** Events that an item goes through. */
export const TRACE_EVENTS = [
  "evidence.added",
  "evidence.explained",
  "evidence-set.frozen",
  "supplement.requested",
  "supplement.closed",
  "completeness.marked",
  "choice.recorded",
  "score.sealed",
  "score.withdrawn",
  "score.reaffirmed",
  "score.changed",
  "score.kept",
  "annotation.created",
  "annotation.revised",
  "annotation.removed",
  "annotation.resolved",
  "annotation.hidden",
  "annotation.left-on-earlier",
  "message.posted",
  "message.revised",
  "batch.opened",
  "item.finalised",
  "opinion.recorded",
  "case.opened",
  "case.admitted",
  "case.refused",
  "case.assigned",
  "case.decision-proposed",
  "case.decision-approved",
  "case.decision-returned",
  "index.computed",
  "attempt.refused",
] as const satisfies readonly EventType[];
export type TraceEventType = (typeof TRACE_EVENTS)[number];

/** How whoever acted appears: a role, and the letter or number that tells those of one role apart. */
export interface ActorFace {
  readonly role:
    "expert" | "chair" | "staff" | "support" | "auditor" | "administrator" | "agency" | "system" | "hidden";
  readonly letter: string;
  /** Of panel members. */
  readonly panelNumber: number | null;
}

/** One part of an entry with its salt, as the log commits to it. */
export interface DisclosedPart {
  /** 32 bytes, lower-case hex. */
  readonly salt: string;
  /** RFC 8785 text. */
  readonly bytes: string;
}

/** A cited annotation. */
export interface TraceCite {
  readonly annotation: string;
  readonly version: number;
  /** Of the cited version: what the reason was given on. */
  readonly hash: string;
  /** The passage, when the annotation stands as it was cited; null when it was changed or removed since. */
  readonly quote: string | null;
}

export interface TraceEntry {
  readonly seq: number;
  /** UTC instant with milliseconds. */
  readonly at: string;
  readonly type: TraceEventType;
  readonly actor: ActorFace;
  /** Lower-case hex. */
  readonly leafHash: string;
  /** Canonical text of the public entry. */
  readonly entry: string;
  /** Null: the person may not read it, and the commitment stands for it. */
  readonly parts: Readonly<Record<PartName, DisclosedPart | "erased" | null>>;
  /** What the value part says of a score; null when it says nothing or is not disclosed. */
  readonly change: { readonly old: ScoreValue | null; readonly new: ScoreValue } | null;
  /** What an index result says of the entity, × 10 000. */
  readonly effect: { readonly before: number | null; readonly after: number | null } | null;
  /** Reason, justification, claim or name; null when there is none or it is not disclosed. */
  readonly reason: string | null;
  readonly cites: readonly TraceCite[];
  /** Of a re-review by a fresh expert, which is no score of the panel's. */
  readonly isReview: boolean;
}

export interface TraceIndicator {
  readonly code: string;
  readonly name: LocalText;
  readonly shortName: LocalText;
  readonly maxMilliPoints: number;
  readonly isSample: boolean;
}

export type DecisionState = "final" | "disputed" | "published";

export interface TraceView {
  /** UTC instant of the request. */
  readonly now: string;
  readonly round: { readonly id: string; readonly year: number; readonly tier: string; readonly phase: RoundPhase };
  readonly item: {
    readonly id: string;
    readonly entityId: string;
    readonly entityName: LocalText;
    readonly indicator: TraceIndicator;
    readonly mainIndex: { readonly code: string; readonly name: LocalText };
    readonly state: ItemState;
    readonly batchPhase: BatchPhase;
    readonly openedAt: string | null;
  };
  /** The final score that stands; null before it, and for those who may not read it yet. */
  readonly decision: {
    readonly value: ScoreValue;
    readonly state: DecisionState;
    readonly seq: number;
    /** True while the log's witnesses have not seen the decision. */
    readonly isProvisional: boolean;
  } | null;
  /** From the entity's value down; null for those who may not see the provisional index. */
  readonly index: {
    readonly value: number | null;
    readonly rank: number | null;
    readonly coverage: number;
    readonly scaleMilliPoints: number;
    readonly isPublished: boolean;
    readonly resultHash: string;
    readonly seq: number;
    readonly profile: EntityProfile;
  } | null;
  /** Ascending by `seq`; only those whose head the person may read. */
  readonly entries: readonly TraceEntry[];
}

/** One line of the list that leads to traces. */
export interface TraceLine {
  readonly itemId: string;
  readonly entityName: LocalText;
  readonly indicator: TraceIndicator;
  readonly value: ScoreValue;
  readonly state: DecisionState;
  readonly seq: number;
  /** UTC instant. */
  readonly at: string;
}

export interface TraceListView {
  readonly now: string;
  readonly round: { readonly year: number; readonly tier: string } | null;
  /** Final scores that the person may trace, by entity, then indicator. */
  readonly lines: readonly TraceLine[];
}
