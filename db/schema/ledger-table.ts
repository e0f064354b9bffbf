/** The audit log itself. Triggers refuse update, delete and a second insert of one `seq`. */
export interface LedgerEntryTable {
  /** 0-based, dense. */
  seq: number;
  at: string;
  /** RFC 8785 text of the public entry. */
  entry: string;
  /** 32 bytes. */
  leaf_hash: Uint8Array;
}

/**
 * The three parts with their salts, each sealed with AES-256-GCM; checked against the entry's commitments.
 * Triggers let nothing change but a text that goes for an erasure.
 */
export interface LedgerPartTable {
  seq: number;
  head: Uint8Array;
  value: Uint8Array;
  /** Null once it was erased. */
  text: Uint8Array | null;
}

/** What the heads say, so that filters are SQL. Reading it asks `can` like every door. */
export interface LedgerHeadTable {
  seq: number;
  type: string;
  actor_id: string;
  command_id: string;
  round_id: string | null;
  entity_id: string | null;
  indicator: string | null;
  item_id: string | null;
  case_id: string | null;
}

/** Hashes of complete subtrees, up to 256 a row, as in C2SP tlog-tiles. */
export interface LedgerTileTable {
  level: number;
  tile_index: number;
  hashes: Uint8Array;
}

/** One row, the head of the log. */
export interface LedgerStateTable {
  id: number;
  origin: string;
  size: number;
  last_at: string;
  last_leaf: string;
}

/** Published checkpoints, as signed notes. */
export interface CheckpointTable {
  size: number;
  note: string;
  at: string;
}

/** Cosignatures of published checkpoints, each verified before it is stored; one a checkpoint and key. */
export interface CosignatureTable {
  /** That of the checkpoint. */
  size: number;
  /** Key name of the witness. */
  name: string;
  /** Unsigned 32 bits. */
  key_id: number;
  /** Signature line of the note, with its newline. */
  line: string;
  /** As the witness says; UTC instant. */
  cosigned_at: string;
}
