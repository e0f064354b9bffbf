/** Changes of a round that one person proposed, and what became of them. */
export interface RoundChangeTable {
  /** Entry of the proposal. */
  seq: number;
  round_id: string;
  at: string;
  proposed_by: string;
  /** RFC 8785 text. */
  change: string;
  reason: string;
  /** `waiting`, `confirmed` or `withdrawn`. */
  state: string;
  settled_seq: number | null;
  settled_by: string | null;
  settled_at: string | null;
  /** Why it was withdrawn; null for what waits or was confirmed. */
  settled_reason: string | null;
}
