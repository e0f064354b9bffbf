/** An agency's request to review a final score. */
export interface ReviewCaseTable {
  id: string;
  number: number;
  round_id: string;
  item_id: string;
  entity_id: string;
  state: string;
  ground: string;
  claim: string;
  opened_by: string;
  opened_at: string;
  due_at: string;
  admission_reason: string | null;
  admitted_by: string | null;
  reviewer_id: string | null;
  /** Entry of the standing proposal, which an approval must name. */
  proposal_seq: number | null;
  proposed_by: string | null;
  proposed_value_state: string | null;
  proposed_milli_points: number | null;
  proposal_reason: string | null;
  decided_by: string | null;
  decision_reason: string | null;
  closed_at: string | null;
  seq: number;
}

/** Results of the calculator, one row each recomputation. */
export interface IndexResultTable {
  round_id: string;
  seq: number;
  at: string;
  /** Entry of the command that caused it. */
  cause_seq: number;
  result_hash: string;
  /** RFC 8785 text of the result. */
  document: string;
}
