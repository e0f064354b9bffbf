import { utf8, toHex } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";
import { CompactRange } from "./compact-range.ts";
import { hashLeaf, type Sha256 } from "./merkle-tree.ts";

export const ACCESS_KINDS = ["refused", "failed-sign-in", "read", "exported"] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** One line of the access log: who was refused what, failed to sign in, read or exported. */
export interface AccessRecord {
  /** UTC instant of the first time, ISO 8601. */
  readonly at: string;
  readonly kind: AccessKind;
  /** The account's own pseudonymous id; null when nobody was signed in. */
  readonly actor: string | null;
  /** Name of the door: a page, an event type, a command of the command line. */
  readonly door: string;
  /** Id of what was asked for, or null. */
  readonly thing: string | null;
  /** `ok`, or the code of the refusal. */
  readonly outcome: string;
  /** Keyed hash of an address, comparable within the run of one server; null where none is kept. */
  readonly source: string | null;
  /** How often the very same happened in a row: ≥ 1. */
  readonly times: number;
}

/** What the ledger says of an hour of the access log. */
export interface AccessSummary {
  /** Root of the RFC 6962 tree over the canonical records, in order; lower-case hex. */
  readonly root: string;
  readonly count: number;
  readonly kinds: {
    readonly refused: number;
    readonly failedSignIn: number;
    readonly read: number;
    readonly exported: number;
  };
}

/** @param records - of one hour, in the order in which they were kept; none gives the root of the empty tree. */
export function summariseAccess(sha256: Sha256, records: readonly AccessRecord[]): AccessSummary {
  const range = new CompactRange(sha256);
  for (const record of records) range.append(hashLeaf(sha256, utf8(canonicalJson({ ...record }))));
  const count = (kind: AccessKind): number => records.filter((record) => record.kind === kind).length;
  return {
    root: toHex(range.computeRoot()),
    count: records.length,
    kinds: {
      refused: count("refused"),
      failedSignIn: count("failed-sign-in"),
      read: count("read"),
      exported: count("exported"),
    },
  };
}

/** The beginning of the hour of an instant, UTC, ISO 8601 with milliseconds. */
export function toHour(instant: Date): string {
  return `${instant.toISOString().slice(0, 13)}:00:00.000Z`;
}
