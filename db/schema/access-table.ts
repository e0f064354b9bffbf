/**
 * Who was refused what, failed to sign in, read or exported. The hour's root in the ledger is what the records
 * are checked against; whole hours lapse, the oldest first.
 */
export interface AccessRecordTable {
  /** Order within the hour. */
  id: number;
  /** Beginning of the hour that the record is counted in: UTC, ISO 8601. */
  hour: string;
  /** When it happened first. */
  at: string;
  /** `refused`, `failed-sign-in`, `read` or `exported`. */
  kind: string;
  /** The account's own pseudonymous id; null when nobody was signed in. */
  actor_id: string | null;
  /** Name of the door: a page, an event type, a command of the command line. */
  door: string;
  /** Id of what was asked for, or null. */
  thing: string | null;
  /** `ok`, or the code of the refusal. */
  outcome: string;
  /** For failed sign-ins: a keyed hash of the address, whose key is forgotten with the process. */
  source: string | null;
  /** How often the very same happened until it was written: ≥ 1. */
  times: number;
}

/** Hours that are not in the ledger yet, and what they could not keep. */
export interface AccessHourTable {
  hour: string;
  /** Records that were not kept: over the bound, or in the memory of a process that died. */
  dropped: number;
  /** 1 while a process may hold records that are not written. */
  is_open: number;
}
