/** What the accepted assignment of a round was made for. Who has which block stands with the items. */
export interface AssignmentPlanTable {
  round_id: string;
  /** RFC 8785 text of the policy. */
  policy: string;
  /** RFC 8785 text: [{actor, capacity, versedIn}]. */
  experts: string;
  seq: number;
}

/** A move of a block that was proposed; `done_seq` is the entry that confirmed it. */
export interface AssignmentMoveTable {
  seq: number;
  round_id: string;
  entity_id: string;
  main_index: string;
  from_actor: string | null;
  to_actor: string | null;
  proposed_by: string;
  done_seq: number | null;
}

/** A conflict that arose after the person's first seal, as somebody proposed it; `done_seq` confirmed it. */
export interface ConflictProposalTable {
  seq: number;
  round_id: string;
  /** Whose conflict it is. */
  actor_id: string;
  entity_id: string;
  kind: string;
  proposed_by: string;
  done_seq: number | null;
}
