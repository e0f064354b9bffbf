/** Content columns are null until the annotation is the panel's. */
export interface AnnotationTable {
  id: string;
  item_id: string;
  actor_id: string;
  version: number;
  /** `private`, `panel` or `removed`. */
  state: string;
  evidence_id: string;
  kind: string | null;
  criterion: string | null;
  /** RFC 8785 text of the anchor: a quote with its place, or a region of a page. */
  anchor: string | null;
  body: string | null;
  is_resolved: number;
  /** Hex SHA-256 over the value and text parts of this version: what a citation binds. */
  hash: string | null;
  seq: number;
  created_at: string;
  /** Entry by which the chair hid it; null while it is shown. */
  hidden_seq: number | null;
  hidden_reason: string | null;
  /** Newer version of its document that its author did not move it to; null when none was turned down. */
  left_evidence_id: string | null;
}

/** A reply under an annotation; body is null until it is the panel's. */
export interface MessageTable {
  id: string;
  item_id: string;
  annotation_id: string;
  actor_id: string;
  body: string | null;
  state: string;
  /** Entry of the newest version. */
  seq: number;
  at: string;
  /** From 1. */
  version: number;
  /** Entry of the first version: what counts as unread. */
  first_seq: number;
  edited_at: string | null;
  hidden_seq: number | null;
  hidden_reason: string | null;
}

/** Who is called on in a note or a reply. */
export interface MentionTable {
  annotation_id: string;
  /** Empty when it stands in the note itself. */
  message_id: string;
  /** The person that is called on, by pseudonym. */
  actor_id: string;
  by_actor_id: string;
  item_id: string;
  /** Entry that called on them first. */
  seq: number;
  at: string;
}

/** How far a person has read a thread. */
export interface ThreadReadTable {
  account_id: string;
  annotation_id: string;
  /** Everything up to this entry. */
  seq: number;
}
