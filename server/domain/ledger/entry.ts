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
  return parseEntryText(fromUtf8(bytes));
}

/**
 * The entry of its text.
 *
 * @throws RangeError unless the text is exactly what `encodeEntry` writes.
 */
export function parseEntryText(text: string): Entry {
  const plain = parsePlainEntry(text);
  if (plain !== null) return plain;
  const value = parseCanonicalJson(text);
  checkEntry(value);
  if (utf8(text).length > ENTRY_BYTES_MAX) throw new RangeError(`entry ${value.seq}: too long`);
  return value;
}

const HASH = "([0-9a-f]{64})";
const PLAIN_ENTRY = new RegExp(
  '^{"at":"(\\d{4}-(?:0[1-9]|1[0-2])-([0-3]\\d)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z)",' +
    `"head":"${HASH}","log":"([!#-*,-[\\]-~]+)","prev":"${HASH}","seq":(0|[1-9]\\d{0,14}),` +
    `"text":"${HASH}","v":1,"value":"${HASH}"}$`,
);

/**
 * The entry of a text in which nothing has to be escaped, which is every entry of an ASCII origin; else null.
 *
 * Says the same as the long way through JSON, in a tenth of its time: a whole log is read at each start.
 */
function parsePlainEntry(text: string): Entry | null {
  const match = PLAIN_ENTRY.exec(text);
  if (match === null || text.length > ENTRY_BYTES_MAX) return null;
  const [, at, day, head, log, prev, seq, textHash, value] = match as unknown as string[] & { length: 9 };
  if (!(day! >= "01" && day! <= "28") && !isInstant(at!)) return null;
  return { at, head, log, prev, seq: Number(seq), text: textHash, v: 1, value } as Entry;
}

/** What an entry says of its place in the log. */
export type EntryPlace = Pick<Entry, "at" | "log" | "prev" | "seq">;

const START = '{"at":"';
const HEAD = '","head":"';
const VALUE = '","v":1,"value":"';
const TIME_LENGTH = 24;
const HASH_LENGTH = 64;
const HEAD_AT = START.length + TIME_LENGTH + HEAD.length;
const PLAIN_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const PLAIN_LOG = /^[!#-*,-[\]-~]+$/;

/**
 * Whether a text is, at a glance, the entry that stands in a place, with any three commitments: no false yes, and a
 * false no for what is rare, as the 29th of a month.
 *
 * A whole log is read at each start, where the place is known beforehand.
 */
export function isEntryAt(text: string, { at, log, prev, seq }: EntryPlace): boolean {
  const middle = `","log":"${log}","prev":"${prev}","seq":${seq},"text":"`;
  const textAt = HEAD_AT + HASH_LENGTH + middle.length;
  const valueAt = textAt + HASH_LENGTH + VALUE.length;
  return (
    text.length === valueAt + HASH_LENGTH + 2 &&
    text.length <= ENTRY_BYTES_MAX &&
    text.startsWith(START) &&
    text.startsWith(at, START.length) &&
    text.startsWith(HEAD, START.length + TIME_LENGTH) &&
    isHashAt(text, HEAD_AT) &&
    text.startsWith(middle, HEAD_AT + HASH_LENGTH) &&
    isHashAt(text, textAt) &&
    text.startsWith(VALUE, textAt + HASH_LENGTH) &&
    isHashAt(text, valueAt) &&
    text.endsWith('"}') &&
    PLAIN_TIME.test(at) &&
    PLAIN_LOG.test(log)
  );
}

/** Lower-case hex, character by character: a pattern takes five times as long here. */
function isHashAt(text: string, place: number): boolean {
  for (let i = place; i < place + HASH_LENGTH; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false;
  }
  return true;
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
