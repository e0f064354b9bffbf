/** Entry of an expert's first choice on an item, or of a first seal without one: then they get the self-score. */
export interface FirstChoiceTable {
  item_id: string;
  actor_id: string;
  seq: number;
}

/**
 * An expert's score of an item. While sealed only state, version and `seq` are here: the value is in the
 * ledger's encrypted parts, and the opening's commit writes the rest.
 */
export interface ScoreTable {
  item_id: string;
  actor_id: string;
  /** Empty for the panel's scores, the case's id for a re-review. */
  case_id: string;
  version: number;
  state: string;
  seq: number;
  value_state: string | null;
  milli_points: number | null;
  level: number | null;
  /** Checklist: RFC 8785 text of the codes that are met. */
  parts: string | null;
  /** Ratio: RFC 8785 text of {a, b}, whole numbers. */
  ratio: string | null;
  /** 1 (low) to 4 (high). */
  confidence: number | null;
  justification: string | null;
  /** RFC 8785 text of [{id, version, hash}]. */
  cites: string | null;
  /** The value as it was sealed: agreement counts this one. */
  sealed_value_state: string | null;
  sealed_milli_points: number | null;
  /** 1 when the score was sealed before the opening. */
  is_blind: number;
}

/** The stream of changes of an opened item, newest last. */
export interface ScoreChangeTable {
  seq: number;
  item_id: string;
  actor_id: string;
  at: string;
  kind: string;
  old_value_state: string;
  old_milli_points: number | null;
  new_value_state: string;
  new_milli_points: number | null;
  reason: string;
  cites: string;
}

/** Final scores, one row a version; experts' scores stay untouched beside it. */
export interface DecisionTable {
  item_id: string;
  version: number;
  value_state: string;
  milli_points: number | null;
  rule: string;
  reason: string;
  conclusion_hash: string;
  case_id: string | null;
  actor_id: string;
  seq: number;
  at: string;
}

/** What a member holds against one final score of an item. */
export interface MinorityOpinionTable {
  item_id: string;
  decision_version: number;
  actor_id: string;
  opinion: string;
  /** RFC 8785 text of [{annotation, version, hash}]. */
  cites: string;
  seq: number;
  at: string;
}
