import type { AssignmentPolicy, GapReason } from "../../domain/assignment/assignment-problem.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";

/** An expert of a panel, by pseudonym, with what they take. */
export interface AssignmentExpertView {
  readonly actorId: string;
  /** Letter and number of the panel, as A1. */
  readonly label: string;
  readonly panelNumber: number;
  /** Null: as many blocks as there are. */
  readonly capacity: number | null;
  readonly versedIn: readonly string[];
  readonly conflictCount: number;
}

export interface ExpertLoad {
  readonly label: string;
  readonly blocks: number;
  readonly items: number;
  /** Share of the capacity that is used, 0–1; of the whole panel's blocks without one. */
  readonly share: number;
}

export interface GapView {
  readonly entityName: LocalText;
  readonly mainIndex: string;
  readonly reason: GapReason;
  readonly places: number;
}

/** What was found, before anything is written. */
export interface FoundView {
  readonly state: "found";
  readonly elapsedMs: number;
  readonly cost: number;
  readonly bound: number;
  readonly bridges: number;
  readonly loads: readonly ExpertLoad[];
  /** The first of them; `gapCount` has all. */
  readonly gaps: readonly GapView[];
  readonly gapCount: number;
  /** The command that accepts it; null where it cannot be accepted. */
  readonly accept: ValuePart<"assignment.accepted"> | null;
}

export type PreviewView =
  | { readonly state: "running"; readonly share: number }
  | { readonly state: "failed" }
  /** Forgotten, or of another state of the round. */
  | { readonly state: "gone" }
  | FoundView;

/** A block with who scores it. */
export interface BlockView {
  readonly mainIndex: string;
  readonly name: LocalText;
  readonly itemCount: number;
  readonly experts: readonly { readonly actorId: string; readonly label: string; readonly isGuest: boolean }[];
  /** Who could take it: not on it, and without a conflict. */
  readonly others: readonly { readonly actorId: string; readonly label: string }[];
  readonly canMove: boolean;
}

export interface MoveProposalView {
  readonly seq: number;
  readonly entityName: LocalText;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
  readonly facts: HeadFacts;
  /** The second person's command; null for the first. */
  readonly confirm: ValuePart<"assignment.moved"> | null;
  readonly mainIndex: string;
}

export interface AssignmentView {
  readonly roundId: string;
  readonly year: number;
  readonly isSetUp: boolean;
  readonly canManage: boolean;
  readonly facts: HeadFacts;
  readonly policy: AssignmentPolicy;
  readonly mainIndices: readonly { readonly code: string; readonly name: LocalText }[];
  readonly experts: readonly AssignmentExpertView[];
  /** Entry of the accepted assignment; null while every expert scores everything of their panel. */
  readonly acceptedSeq: number | null;
  readonly preview: PreviewView | null;
  readonly entities: readonly { readonly id: string; readonly name: LocalText }[];
  /** Of the entity that is looked at; null without one. */
  readonly entity: { readonly id: string; readonly blocks: readonly BlockView[] } | null;
  readonly proposals: readonly MoveProposalView[];
}
