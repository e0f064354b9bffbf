import { describe, expect, test } from "vitest";
import { checkContinuity, openHead } from "#app/live/public-log.ts";
import { type EntryEvidence, verifyEntry } from "#app/live/verify-entry.ts";
import { toBase64, toHex } from "#domain/ledger/bytes.ts";
import type { PartName } from "#domain/ledger/commitment.ts";
import { encodeEntry } from "#domain/ledger/entry.ts";
import { computeRoot, hashLeaf, splitPoint } from "#domain/ledger/merkle-tree.ts";
import {
  crypto,
  leavesOf,
  LOG,
  makeCheckpoint,
  makeEntries,
  makeKey,
  partsOf,
  saltOf,
  sha256,
  textOf,
} from "../ledger/make-log.ts";

const log = { origin: LOG, verifierKey: makeKey().verifierKey };

/** Inclusion proof by the definition, leaf first. */
function prove(leaves: readonly Uint8Array[], at: number): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const split = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return at < split
    ? [...prove(left, at), computeRoot(sha256, right)]
    : [...prove(right, at - split), computeRoot(sha256, left)];
}

function makeEvidence(seq: number, count: number): EntryEvidence {
  const entries = makeEntries(count);
  const entry = entries[seq]!;
  const part = (name: PartName) => ({ salt: saltOf(seq, name), bytes: partsOf(seq)[name] });
  return {
    log,
    entry: {
      seq,
      leafHash: toHex(hashLeaf(sha256, encodeEntry(entry))),
      entry: textOf(entry),
      parts: { head: part("head"), value: part("value"), text: null },
    },
    head: openHead(crypto, log, makeCheckpoint(entries)),
    inclusion: { proof: prove(leavesOf(entries), seq).map(toBase64) },
    kept: null,
    consistency: null,
  };
}

const statesOf = (evidence: EntryEvidence) =>
  Object.fromEntries(verifyEntry(crypto, evidence).statements.map(({ id, state }) => [id, state]));

const ALL_PASS = { commitments: "pass", leaf: "pass", path: "pass", signature: "pass", consistency: "open" };

describe("an entry that is what it says", () => {
  test.each([1, 2, 3, 7, 8, 13])("verifies at every place of a log of %i, with a ladder up to the root", (count) => {
    for (let seq = 0; seq < count; seq += 1) {
      const evidence = makeEvidence(seq, count);
      const result = verifyEntry(crypto, evidence);
      expect(statesOf(evidence)).toEqual(ALL_PASS);
      expect(result).toMatchObject({ isVerified: true, failedLevel: null, disclosedCount: 2, size: count });
      expect(result.ladder.reduce((sum, rung) => sum + rung.leafCount, 1)).toBe(count);
      expect(result.ladder.at(-1)?.reached ?? evidence.entry.leafHash).toBe(result.root);
    }
  });

  test("from before the log was recovered verifies under the name that the log had then, and under no other", () => {
    const evidence = makeEvidence(3, 7);
    const named = (from: number) => {
      const origins = [
        { from: 0, origin: LOG },
        { from, origin: `${LOG}-2` },
      ];
      return { ...evidence, log: { ...log, origins } };
    };
    expect(statesOf(named(4))).toEqual(ALL_PASS);
    expect(statesOf(named(3))).toMatchObject({ commitments: "fail", leaf: "fail" });
  });

  test("nothing disclosed leaves the commitments open, and the rest is checked", () => {
    const evidence = makeEvidence(3, 7);
    const parts = { head: null, value: null, text: null };
    expect(statesOf({ ...evidence, entry: { ...evidence.entry, parts } })).toEqual({
      ...ALL_PASS,
      commitments: "open",
    });
  });
});

describe("an entry that is not", () => {
  const evidence = makeEvidence(3, 7);

  test("a changed value fails its commitment and nothing else", () => {
    const value = { salt: saltOf(3, "value"), bytes: '{"new":99999}' };
    const parts = { ...evidence.entry.parts, value };
    expect(statesOf({ ...evidence, entry: { ...evidence.entry, parts } })).toEqual({
      ...ALL_PASS,
      commitments: "fail",
    });
  });

  test("a changed entry fails at the leaf, level 0", () => {
    const entry = { ...evidence.entry, entry: evidence.entry.entry.replace("2026-01-01", "2026-01-02") };
    const result = verifyEntry(crypto, { ...evidence, entry });
    expect(result).toMatchObject({ isVerified: false, failedLevel: 0 });
    expect(statesOf({ ...evidence, entry })).toMatchObject({ leaf: "fail", path: "fail" });
  });

  test("a wrong sibling fails at the root, naming its level", () => {
    const proof = evidence.inclusion!.proof.map((hash, level) => (level === 1 ? toBase64(new Uint8Array(32)) : hash));
    const result = verifyEntry(crypto, { ...evidence, inclusion: { proof } });
    expect(result).toMatchObject({ isVerified: false, failedLevel: 3 });
  });

  test("a checkpoint of another key is no checkpoint", () => {
    const note = makeCheckpoint(makeEntries(7), { key: makeKey(2) });
    expect(statesOf({ ...evidence, head: openHead(crypto, log, note) })).toMatchObject({
      signature: "fail",
      path: "fail",
    });
  });
});

describe("what this browser kept", () => {
  const entries = makeEntries(4);
  const head = openHead(crypto, log, makeCheckpoint(entries));
  const keep = (count: number) => ({ seq: 0, size: count, checkpoint: makeCheckpoint(entries.slice(0, count)) });
  // The left half of a tree of four is the tree of two: the proof between them is the right half.
  const consistency = { proof: [toBase64(computeRoot(sha256, leavesOf(entries).slice(2)))] };
  const check = (kept: ReturnType<typeof keep> | null, proof = consistency) =>
    checkContinuity(crypto, { log, head, kept, consistency: proof });

  test("is continued, or there is nothing to compare", () => {
    expect(check(keep(2))).toEqual({ state: "continued", keptSize: 2 });
    expect(check(null)).toEqual({ state: "nothing-kept" });
    expect(check(keep(4), { proof: [] })).toEqual({ state: "continued", keptSize: 4 });
  });

  test("newer than the published head waits for it", () => {
    const older = openHead(crypto, log, makeCheckpoint(entries.slice(0, 2)));
    expect(checkContinuity(crypto, { log, head: older, kept: keep(4), consistency: null })).toEqual({
      state: "behind",
      keptSize: 4,
    });
  });

  test("of another history, or without a proof, is broken", () => {
    const forged = { ...keep(2), checkpoint: makeCheckpoint(makeEntries(5).slice(2, 4)) };
    expect(check(forged)).toMatchObject({ state: "broken", reason: "history" });
    expect(checkContinuity(crypto, { log, head, kept: keep(2), consistency: null })).toMatchObject({ state: "broken" });
    const otherKey = { ...keep(2), checkpoint: makeCheckpoint(entries.slice(0, 2), { key: makeKey(2) }) };
    expect(check(otherKey)).toMatchObject({ state: "broken", reason: "signature" });
  });
});
