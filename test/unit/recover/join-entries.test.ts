import { describe, expect, test } from "vitest";
import { fromUtf8, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES, type PartName } from "#domain/ledger/commitment.ts";
import { CompactRange } from "#domain/ledger/compact-range.ts";
import { encodeEntry, FIRST_PREV } from "#domain/ledger/entry.ts";
import { hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { sha256 } from "../../../server/services/hash.ts";
import { findWholeParts, FoundEntries, type ShownParts } from "../../../server/services/recover/found-entries.ts";
import { joinEntries, JoinConflict } from "../../../server/services/recover/join-entries.ts";

const LOG = "assay.example/log";
const SALT = "00".repeat(32);
const WITHHELD: ShownParts = { head: null, value: null, text: null };

interface Made {
  readonly text: string;
  readonly shown: ShownParts;
  readonly leafHash: Uint8Array;
}

/** A log of so many entries; `fork` makes those from a number on say something else. */
function makeLog(size: number, fork: { from: number; value: string } | null = null): Made[] {
  const made: Made[] = [];
  for (let seq = 0; seq < size; seq += 1) {
    const bound = { log: LOG, command: String(seq), actor: "a_0000000000000001" };
    const said = fork !== null && seq >= fork.from ? fork.value : "{}";
    const bytes = { head: JSON.stringify(bound), value: said, text: "{}" };
    const commit = (part: PartName): string =>
      toHex(computeCommitment(sha256, { ...bound, part, salt: new Uint8Array(32), bytes: utf8(bytes[part]) }));
    const prev = seq === 0 ? FIRST_PREV : toHex(made[seq - 1]!.leafHash);
    const [head, value, text] = PART_NAMES.map(commit) as [string, string, string];
    const entry = encodeEntry({ at: "2026-05-04T08:00:00.000Z", log: LOG, prev, seq, v: 1, head, value, text });
    const shown = { head: { salt: SALT, bytes: bytes.head }, value: { salt: SALT, bytes: said } };
    const words = { text: { salt: SALT, bytes: "{}" } };
    made.push({ text: fromUtf8(entry), shown: { ...shown, ...words }, leafHash: hashLeaf(sha256, entry) });
  }
  return made;
}

const log = makeLog(10);
const forked = makeLog(10, { from: 6, value: '{"x":1}' });

function rootOf(entries: readonly Made[], size: number): Uint8Array {
  const range = new CompactRange(sha256);
  for (const { leafHash } of entries.slice(0, size)) range.append(leafHash);
  return range.computeRoot();
}

const signedAt = (size: number, entries = log) => ({ size, root: rootOf(entries, size), source: `note ${size}` });

/** The end of a log that still has its first four entries. */
function join(found: FoundEntries) {
  const range = new CompactRange(sha256);
  for (const { leafHash } of log.slice(0, 4)) range.append(leafHash);
  return joinEntries(found, { range, leaf: toHex(log[3]!.leafHash) });
}

function find(entries: readonly Made[], seqs: readonly number[]): FoundEntries {
  const found = new FoundEntries(4);
  for (const seq of seqs) found.add(entries[seq]!.text, entries[seq]!.shown);
  return found;
}

const seqsOf = ({ entries }: ReturnType<typeof join>): number[] => entries.map(({ entry }) => entry.seq);

describe("joinEntries", () => {
  test("everything is back when the root over it is the signed one", () => {
    const found = find(log, [9, 8, 7, 6, 5, 4]);
    found.addCheckpoint(signedAt(10));
    expect(join(found)).toMatchObject({ lost: [], stranded: [] });
    expect(seqsOf(join(found))).toEqual([4, 5, 6, 7, 8, 9]);
  });

  test("entries that no signature covers do not count, and neither do those behind a gap", () => {
    const found = find(log, [4, 5, 6, 8]);
    found.addCheckpoint(signedAt(10));
    expect(join(found)).toMatchObject({ entries: [], lost: [{ from: 4, to: 10 }], stranded: [4, 5, 6, 8] });
    found.addCheckpoint(signedAt(6));
    expect(seqsOf(join(found))).toEqual([4, 5]);
    expect(join(found)).toMatchObject({ lost: [{ from: 6, to: 10 }], stranded: [6, 8] });
  });

  test("a proved entry proves what leads to it", () => {
    const found = find(log, [4, 5, 6]);
    found.addCheckpoint(signedAt(10));
    found.list(6)[0]!.isProved = true;
    expect(seqsOf(join(found))).toEqual([4, 5, 6]);
  });

  test("the own copy counts without a signature, also after the largest signed size", () => {
    const found = find(log, [4, 5, 6, 7]);
    found.addCheckpoint(signedAt(6));
    for (const seq of [4, 5, 6]) found.list(seq)[0]!.isCopied = true;
    expect(seqsOf(join(found))).toEqual([4, 5, 6]);
    expect(join(found).lost).toEqual([]);
  });

  test("of two histories the proved one is taken, and the other contradicts what was signed", () => {
    const found = find(forked, [6, 7]);
    for (const seq of [4, 5, 6, 7]) found.add(log[seq]!.text, log[seq]!.shown);
    found.addCheckpoint(signedAt(8));
    expect(() => join(found)).toThrow(JoinConflict);
    for (const one of found.list(7)) one.isProved = one.leaf === toHex(log[7]!.leafHash);
    expect(seqsOf(join(found))).toEqual([4, 5, 6, 7]);
  });

  test("two roots for one size are a conflict by themselves", () => {
    const found = new FoundEntries(4);
    found.addCheckpoint(signedAt(8));
    found.addCheckpoint(signedAt(8, forked));
    expect(() => join(found)).toThrow("another root for 8 entries");
  });

  test("nothing found and nothing signed is nothing to do", () => {
    expect(join(new FoundEntries(4))).toEqual({ entries: [], signed: null, lost: [], stranded: [] });
  });
});

describe("FoundEntries", () => {
  test("puts together what several sources show, and takes no part that does not fit", () => {
    const { text, shown } = log[5]!;
    const found = new FoundEntries(4);
    found.add(text, WITHHELD);
    expect(findWholeParts(found.list(5)[0]!)).toBeNull();
    found.add(text, { ...WITHHELD, head: shown.head });
    found.add(text, { ...WITHHELD, value: { salt: SALT, bytes: '{"x":1}' }, text: shown.text });
    expect(findWholeParts(found.list(5)[0]!)).toBeNull();
    found.add(text, { ...WITHHELD, value: shown.value });
    expect(findWholeParts(found.list(5)[0]!)).toMatchObject({ value: shown.value, text: shown.text });
    expect(found.list(5)).toHaveLength(1);
  });

  test("an erased text is whole without its words; an entry that is there is not looked for", () => {
    const found = new FoundEntries(4);
    found.add(log[4]!.text, { ...log[4]!.shown, text: "erased" });
    expect(findWholeParts(found.list(4)[0]!)?.text).toBe("erased");
    expect(found.add(log[3]!.text, log[3]!.shown)).toBeNull();
    expect(() => found.add("{}", WITHHELD)).toThrow(RangeError);
  });
});
