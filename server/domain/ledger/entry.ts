import { fromUtf8, utf8 } from "./bytes.ts";
import { canonicalJson, parseCanonicalJson, type JsonValue } from "./canonical-json.ts";
import { isKeyName } from "./signed-note.ts";

/** The public bytes of an event: that something happened, and commitments to what. Hashes are lower-case hex. */
export interface Entry {
  /** UTC instant with milliseconds and Z, never before that of the previous entry. */
  readonly at: string;
  /** Commitment to the head. */
  readonly head: string;
  /** Origin of the log. */
  readonly log: string;
  /** Leaf hash of the previous entry; `FIRST_PREV`, 64 zeros, for seq 0. Content only: proofs use the tree. */
  readonly prev: string;
  /** 0-based and dense: the leaf index. */
  readonly seq: number;
  /** Commitment to the text. */
  readonly text: string;
  readonly v: 1;
  /** Commitment to the value. */
  readonly value: string;
}

/** Most bytes that an entry may have. */
export const ENTRY_BYTES_MAX = 16 * 1024;

/** `prev` of the first entry, which follows nothing. */
export const FIRST_PREV = "0".repeat(64);

const FIELDS = "at,head,log,prev,seq,text,v,value";

/**
 * RFC 8785 bytes of an entry: the leaf of the tree.
 *
 * @throws RangeError when a field is out of range or the bytes exceed 16 KiB.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  const { at, head, log, prev, seq, text, v, value } = entry;
  const fields = { at, head, log, prev, seq, text, v, value };
  checkEntry(fields);
  const bytes = utf8(canonicalJson(fields));
  if (bytes.length > ENTRY_BYTES_MAX) throw new RangeError(`entry ${seq}: ${bytes.length} bytes`);
  return bytes;
}

/**
 * The entry of its bytes.
 *
 * @param bytes - from anywhere; at most 16 KiB.
 * @throws RangeError unless the bytes are exactly what `encodeEntry` writes.
 */
export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length > ENTRY_BYTES_MAX) throw new RangeError(`entry: ${bytes.length} bytes`);
  const value = parseCanonicalJson(fromUtf8(bytes));
  checkEntry(value);
  return value;
}

function checkEntry(value: JsonValue | Entry): asserts value is Entry {
  if (typeof value !== "object" || value === null || Object.keys(value).sort().join(",") !== FIELDS) {
    throw new RangeError(`entry: its fields are not ${FIELDS}`);
  }
  const entry = value as Record<keyof Entry, JsonValue>;
  const { seq, log } = entry;
  if (entry.v !== 1) throw new RangeError("entry: v is not 1");
  if (!Number.isSafeInteger(seq) || (seq as number) < 0) throw new RangeError("entry: seq is no index");
  if (typeof log !== "string" || !isKeyName(log)) throw new RangeError("entry: log is no origin");
  if (!isInstant(entry.at)) throw new RangeError("entry: at is no UTC instant with milliseconds");
  for (const field of ["head", "prev", "text", "value"] as const) {
    const hash = entry[field];
    if (typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`entry: ${field} is no hash`);
  }
}

function isInstant(at: JsonValue): boolean {
  if (typeof at !== "string" || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(at)) return false;
  // A date that the calendar does not have parses to nothing or to another day.
  const time = Date.parse(at);
  return !Number.isNaN(time) && new Date(time).toISOString() === at;
}
