import type { RoundPhase } from "../event/process-events.ts";

/** The phases of a batch, in order; a round shows its earliest batch's. */
export const BATCH_PHASES = ["independent", "reconciliation", "response", "approval", "published"] as const;
export type BatchPhase = (typeof BATCH_PHASES)[number];

export type ItemState = "independent" | "opened" | "final" | "under-review" | "published";

/** What the rules ask of an item. */
export interface ItemFacts {
  readonly itemId: string;
  readonly roundId: string;
  readonly panelId: string;
  readonly entityId: string;
  readonly roundPhase: RoundPhase;
  readonly batchPhase: BatchPhase;
  readonly state: ItemState;
  /** Actors who score the item, guests of other panels among them; null while it is every expert of its panel. */
  readonly assignedActorIds: readonly string[] | null;
  /** Whether the chair of its panel has a conflict with its entity: then the deputy chair acts. */
  readonly isChairBound: boolean;
  /** Actor who re-scores the item for an open case, else null. */
  readonly reviewerId: string | null;
  /** UTC instant until which a request for a supplement is open; null without one. */
  readonly supplementUntil: string | null;
}

export interface BatchFacts {
  readonly roundId: string;
  readonly roundPhase: RoundPhase;
  readonly panelId: string;
  readonly phase: BatchPhase;
  /** Account that proposed the standing opening, else null. Persons are compared, not hats. */
  readonly proposedByAccountId: string | null;
}

/** A change of a round by two persons. */
export interface RoundChangeFacts {
  readonly phase: RoundPhase;
  /** The person who proposed it, null for proposing one: persons are compared, not hats. */
  readonly proposedByAccountId: string | null;
  /** Confirmed or withdrawn. */
  readonly isSettled: boolean;
}

export interface CaseFacts {
  readonly item: ItemFacts;
  readonly state: CaseState;
  readonly reviewerId: string | null;
  readonly hasReviewerSealed: boolean;
  readonly proposedByAccountId: string | null;
  /** Whether the asking person has an entry of theirs on the item, or declared a conflict with its entity. */
  readonly hasStake: boolean;
}

/** A proposal to erase texts or identities; all null and false for erasing as such. */
export interface ErasureFacts {
  /** The person who proposed it: persons are compared, not hats. */
  readonly proposedByAccountId: string | null;
  /** Which of the two offices that it takes the proposer holds. */
  readonly isProposerSecretariat: boolean;
  readonly isProposerDpo: boolean;
  readonly isConfirmed: boolean;
}

/** What is asked about where no proposal is named. */
export const NO_ERASURE: ErasureFacts = {
  proposedByAccountId: null,
  isProposerSecretariat: false,
  isProposerDpo: false,
  isConfirmed: false,
};

export const CASE_STATES = [
  "opened",
  "admissible",
  "inadmissible",
  "re-review",
  "re-scored",
  "proposed",
  "closed",
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Something asked about, with the facts that decide. */
export type Thing =
  | { readonly kind: "installation" }
  | { readonly kind: "round"; readonly roundId: string; readonly phase: RoundPhase }
  | { readonly kind: "round-change"; readonly change: RoundChangeFacts }
  | { readonly kind: "panel"; readonly roundId: string; readonly panelId: string }
  | { readonly kind: "batch"; readonly batch: BatchFacts }
  | { readonly kind: "item"; readonly item: ItemFacts }
  /** The agency's own score of an item. `hasChosen`: the asking person has recorded a first choice on it. */
  | { readonly kind: "self-score"; readonly item: ItemFacts; readonly hasChosen: boolean }
  /** Something that one expert made on an item: a score, an annotation, a message, a draft. */
  | { readonly kind: "contribution"; readonly item: ItemFacts; readonly authorId: string }
  | { readonly kind: "case"; readonly case: CaseFacts }
  | { readonly kind: "erasure"; readonly erasure: ErasureFacts };
