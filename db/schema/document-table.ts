/** A shared document: everything up to `snapshot_id` merged. Drafts are encrypted. */
export interface DocumentTable {
  name: string;
  epoch: string;
  snapshot: Uint8Array | null;
  snapshot_id: number;
}

/** Updates since the snapshot, in order of `id`. */
export interface DocumentUpdateTable {
  id: number;
  name: string;
  bytes: Uint8Array;
}

/** Which account a Yjs client id belongs to in one document; registered at first use, for ever. */
export interface DocumentClientTable {
  name: string;
  client_id: number;
  account_id: string;
}
