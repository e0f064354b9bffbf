import { isUtf8 } from "node:buffer";

/** What one door gave to one person. */
export interface Given {
  readonly door: string;
  readonly bytes: Buffer;
}

/** Values that a run made for itself, longest first: each is known, and replaced by what it is. */
export type OwnValues = ReadonlyMap<string, string>;

// What the two runs may differ in, and nothing else: a hash is a hash, whatever it commits to. Each gives way to a
// placeholder of its own length, so that a longer one is still a difference.
const CLOSED_LIST: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  // Request id, times, nonce of the content policy.
  [/(?<=^x-request-id: )[0-9a-f-]{36}$/gm, "q"],
  [/(?<=^date: ).+$/gm, "d"],
  [/(?<=nonce(?:-|=\\?"|":\\?"))[A-Za-z0-9+/=]{24}/g, "n"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "t"],
  // Commitments, leaf hashes, roots and signatures: hex, also shortened, spoken, or in groups of four; and Base64 of
  // 32 bytes or more, which may follow an escaped line break.
  [/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g, "h"],
  [/(?<![0-9a-f])[0-9a-f]{6,8}…[0-9a-f]{4}(?![0-9a-f])/g, "h"],
  [/(?<=hàm băm, kết thúc bằng )[0-9a-f]{4}/g, "h"],
  [/(<span>[0-9a-f]{4}<\/span>){16}/g, "h"],
  [/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?!=)/g, "b"],
  [/(?<=\\n)[A-Za-z0-9+/]{43}=(?!=)/g, "b"],
  [/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{80,}={0,2}/g, "b"],
  [/(?<=^etag: (?:W\/)?")[^"]+(?="$)/gm, "e"],
  // Where the feed goes on.
  [/(?<=^id: ).+$/gm, "c"],
  // Its beats: how many there are is a matter of how long the run took.
  [/^:\n\n/gm, ""],
  [/(?<=feedCursor\\?",\\?")[A-Za-z0-9+/=]+/g, "c"],
];

/** The bytes with everything replaced that two runs may differ in. */
export function neutralise(bytes: Buffer, own: OwnValues): string {
  const isText = isUtf8(bytes);
  let text = bytes.toString(isText ? "utf8" : "latin1");
  for (const [value, name] of own) text = text.replaceAll(value, `<${name}>`);
  for (const [pattern, placeholder] of CLOSED_LIST) {
    text = text.replace(pattern, (found) => placeholder.repeat(found.length));
  }
  return text;
}

/** One run as a person met it: everything that they were given, in order. */
export interface Run {
  readonly given: readonly Given[];
  readonly own: OwnValues;
}

/**
 * Where a person could tell two runs apart.
 *
 * @returns a line for each door whose answers differ, with both sides at the first difference; empty without one.
 */
export function listDifferences(one: Run, other: Run): string[] {
  const differences: string[] = [];
  const count = Math.max(one.given.length, other.given.length);
  for (let at = 0; at < count; at += 1) {
    const [left, right] = [one.given[at], other.given[at]];
    if (left === undefined || right === undefined || left.door !== right.door) {
      differences.push(`${at}: ${left?.door ?? "nothing"} against ${right?.door ?? "nothing"}`);
      continue;
    }
    const [a, b] = [neutralise(left.bytes, one.own), neutralise(right.bytes, other.own)];
    if (a !== b) differences.push(`${left.door}: ${showFirst(a, b)}`);
  }
  return differences;
}

function showFirst(a: string, b: string): string {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1;
  const show = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `at ${at} of ${a.length} and ${b.length}: ${show(a)} against ${show(b)}`;
}
