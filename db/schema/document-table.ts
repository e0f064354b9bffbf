/** A shared document: everything up to `snapshot_id` merged. */
export interface DocumentTable {
  name: string;
  epoch: string;
  snapshot: Uint8Array | null;
  /** 1: the snapshot is a box of the vault. 0: as it was written before conclusions were sealed. */
  is_sealed: number;
  snapshot_id: number;
}

/** Updates since the snapshot, in order of `id`. */
export interface DocumentUpdateTable {
  id: number;
  name: string;
  bytes: Uint8Array;
  /** As of a snapshot. */
  is_sealed: number;
}

/** Which account a Yjs client id belongs to in one document; registered at first use, for ever. */
export interface DocumentClientTable {
  name: string;
  client_id: number;
  account_id: string;
}

/** What a document said at some time; a box of the vault. `kind`: `pause`, or `final` when an entry names its hash. */
export interface DocumentVersionTable {
  id: number;
  name: string;
  at: string;
  kind: string;
  bytes: Uint8Array;
}

/** Who wrote between a version and the one before it. */
export interface DocumentVersionWriterTable {
  version_id: number;
  account_id: string;
}
