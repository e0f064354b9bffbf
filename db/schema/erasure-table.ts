/** Proposals to erase texts and identities, and what became of them. */
export interface ErasureTable {
  /** Entry of the proposal. */
  seq: number;
  at: string;
  proposed_by: string;
  ground: string;
  reason: string;
  /** RFC 8785 text: numbers of the entries whose text goes, ascending. */
  entries: string;
  /** RFC 8785 text: pseudonyms that lead to nobody any more, ascending. */
  identities: string;
  confirmed_seq: number | null;
  confirmed_by: string | null;
  confirmed_at: string | null;
}

/** Entries whose text was erased. The trigger of `ledger_part` lets a text go only for a row of this table. */
export interface ErasedTextTable {
  seq: number;
  /** Entry of the confirmation. */
  erasure_seq: number;
}
