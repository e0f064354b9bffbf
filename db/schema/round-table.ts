/** Imported framework documents, by id and version. */
export interface FrameworkTable {
  id: string;
  version: string;
  hash: string;
  /** RFC 8785 text of the framework. */
  document: string;
  seq: number;
}

/** What is scored, with validity dates: statistics-office codes are not stable keys. */
export interface EntityTable {
  id: string;
  name_vi: string;
  name_en: string;
  kind: string;
  valid_from: string | null;
  valid_to: string | null;
  seq: number;
}

/** Which entities an entity was made of. */
export interface MergerTable {
  entity_id: string;
  predecessor_id: string;
  seq: number;
}

/** Results of earlier editions as published. */
export interface PublishedResultTable {
  year: number;
  tier: string;
  entity_set: string;
  entity_id: string;
  rank: number | null;
  /** Value × 10 000, or null where only a rank was published. */
  value_basis: number | null;
  seq: number;
}

/** One assessment. */
export interface RoundTable {
  id: string;
  year: number;
  tier: string;
  framework_id: string;
  framework_version: string;
  framework_hash: string;
  phase: string;
  /** RFC 8785 text: {phase: due instant}. */
  calendar: string;
  /** 1 when the round was made with a simulated clock. */
  is_simulated: number;
  seq: number;
  /** RFC 8785 text of the round's policy; null before it has one. */
  policy: string | null;
  /** RFC 8785 text: hashes of what is frozen, as of the opening or of the last change by two persons. */
  frozen: string | null;
  /** Entry that opened it. */
  opened_seq: number | null;
  /** Phase in which it was withheld, while it is. */
  withheld_from: string | null;
}

/** The entities of a round and the panel that scores each. */
export interface RoundEntityTable {
  round_id: string;
  entity_id: string;
  panel_id: string;
}

/** Panels of a round, numbered from 1. */
export interface PanelTable {
  id: string;
  round_id: string;
  number: number;
  seq: number;
}

/**
 * Members by pseudonym. `duty` is `expert`, `chair` or `deputy`; `letter` is A, B, …, CT for the chair, PCT for a
 * deputy.
 */
export interface PanelMemberTable {
  panel_id: string;
  actor_id: string;
  duty: string;
  letter: string;
  seq: number;
}

/** The items that are opened together: a panel × a main index. */
export interface BatchTable {
  id: string;
  round_id: string;
  panel_id: string;
  main_index: string;
  phase: string;
  due_at: string;
  /** Entry of the standing proposal to open, or null. */
  proposal_seq: number | null;
  proposed_by: string | null;
  opened_seq: number | null;
  opened_at: string | null;
  seq: number;
}

/** One component indicator of one entity in one round. */
export interface ItemTable {
  id: string;
  round_id: string;
  entity_id: string;
  indicator: string;
  main_index: string;
  panel_id: string;
  batch_id: string;
  state: string;
  rubric_hash: string;
  /** Entry that changed the rubric after the opening, else null: seals from before it are to be given anew. */
  rubric_seq: number | null;
  /** Hash of the frozen evidence set, or null while it is open. */
  evidence_set: string | null;
  /** Entry that froze that set. */
  evidence_set_seq: number | null;
  /** RFC 8785 text of the actors who score it, ascending; null while that is every expert of its panel. */
  assigned: string | null;
  /** Version of the decision, 0 before the first. */
  decision_version: number;
  seq: number;
}

/** That an expert declared their interests for a round. A missing or expired one blocks scoring. */
export interface InterestTable {
  round_id: string;
  actor_id: string;
  expires_at: string;
  seq: number;
}

/**
 * A conflict with one entity: the member's own word (`declared`), or the secretariat's (`pinned`), which they cannot
 * take back.
 */
export interface ConflictTable {
  round_id: string;
  actor_id: string;
  entity_id: string;
  kind: string;
  source: string;
  seq: number;
}

/** Imported values: self-score, completeness, appraised, survey, measured. */
export interface ReportedValueTable {
  round_id: string;
  entity_id: string;
  indicator: string;
  kind: string;
  value_state: string;
  milli_points: number | null;
  seq: number;
}
