/** Documents submitted for an item, every version of each. */
export interface EvidenceTable {
  id: string;
  item_id: string;
  /** From 1, in the order of submission. */
  position: number;
  sha256: string;
  number: string;
  name: string;
  issued_on: string;
  abstract: string;
  page_count: number;
  /** Hex SHA-256 of the extraction's RFC 8785 text. */
  extraction_hash: string;
  seq: number;
  format: string;
  /** Null for documents of a time when it was not recorded. */
  byte_count: number | null;
  /** Empty when the file came without a name. */
  file_name: string;
  /** Id of the document that this is a new version of. */
  replaces: string | null;
  /** Request under which it was handed in. */
  supplement: string | null;
  /** RFC 8785 text of what was found of its signatures, without names; null when nobody looked. */
  signatures: string | null;
  /** A line for each signature. */
  signers: string;
  at: string;
  /** 1 once a frozen set of the item has it: experts score on frozen sets only. */
  is_frozen: number;
}

/** What was read from a file, by the file's hash. */
export interface ExtractionTable {
  sha256: string;
  extraction_hash: string;
  /** RFC 8785 text of the extraction. */
  document: string;
  format: string;
  /** Null for files of a time when they were not recorded. */
  byte_count: number | null;
  page_count: number | null;
  /** JSON of the signatures with the names of their signers; null when nobody looked. */
  signatures: string | null;
}

/** Which agency has sent which file: only those may hand it in, whoever else has. */
export interface FileSenderTable {
  sha256: string;
  entity_id: string;
}

/** What an agency wrote in the place of a document; the newest of an item stands. */
export interface ExplanationTable {
  id: string;
  item_id: string;
  reason: string;
  supplement: string | null;
  seq: number;
  at: string;
}

/** A request of the support team for more; one at most is open on an item. */
export interface SupplementTable {
  id: string;
  item_id: string;
  /** `open` or `closed`; an open one lapses by its date. */
  state: string;
  reason: string;
  /** UTC instant until which something may be handed in. */
  until: string;
  seq: number;
  at: string;
}

/** What the support team found of an item's evidence, and on which set. */
export interface CompletenessTable {
  item_id: string;
  result: string;
  evidence_set: string;
  seq: number;
  at: string;
}

/** The newest time that an expert said that their seal stands on a new set. */
export interface ReaffirmationTable {
  item_id: string;
  actor_id: string;
  seq: number;
}

/** Files that agencies are sending or have sent, until they are submitted or their time is over. */
export interface UploadTable {
  /** The server's own; the document takes it over when it is submitted. */
  id: string;
  account_id: string;
  entity_id: string;
  item_id: string;
  /** As `toSafeFileName` gives it. */
  file_name: string;
  /** As the browser claims it; empty when it knows none. */
  media_type: string;
  /** As announced. */
  byte_count: number;
  /** `receiving`, `reading`, `stored` or `refused`. */
  state: string;
  /** Hash of the file once it is stored. */
  sha256: string | null;
  /** JSON of code and details of the refusal. */
  refusal: string | null;
  created_at: string;
  /** UTC instant after which it is taken away. */
  expires_at: string;
}
