// What an operator can do who owns every key and recomputes every hash: what others have kept is what catches it.
import { describe, expect, test } from "vitest";
import { checkContinuity, openHead } from "../../../app/live/public-log.ts";
import { toBase64, toHex } from "#domain/ledger/bytes.ts";
import { encodeEntry, type Entry, FIRST_PREV } from "#domain/ledger/entry.ts";
import { computeRoot, hashLeaf, splitPoint, verifyConsistency } from "#domain/ledger/merkle-tree.ts";
import { checkReceipt } from "#domain/ledger/receipt.ts";
import { makeRandom, type Random } from "../../helpers/random.ts";
import { scaled } from "../../scale.ts";
import {
  ACTOR,
  commit,
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
} from "./make-log.ts";

const MUTANTS = scaled({ small: 50, full: 1_000 });
const SEED = 20_261_122;
const ENTRIES_MAX = 40;

/** Another value in one entry, and every link after it made anew. */
function rewrite(entries: readonly Entry[], at: number, random: Random): Entry[] {
  let prev = at === 0 ? FIRST_PREV : toHex(hashLeaf(sha256, encodeEntry(entries[at - 1]!)));
  const changed = commit("value", at, `{"new":${random.between(1_000_000, 2_000_000)}}`);
  const tail = entries.slice(at).map((entry, place) => {
    const next: Entry = { ...entry, prev, ...(place === 0 ? { value: changed } : {}) };
    prev = toHex(hashLeaf(sha256, encodeEntry(next)));
    return next;
  });
  return [...entries.slice(0, at), ...tail];
}

type Hashes = readonly Uint8Array[];

/** The path of RFC 6962, section 2.1.1, from the leaves themselves. */
function proveInclusion(leaves: Hashes, index: number): Uint8Array[] {
  if (leaves.length === 1) return [];
  const split = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...proveInclusion(left, index), computeRoot(sha256, right)]
    : [...proveInclusion(right, index - split), computeRoot(sha256, left)];
}

/** The proof of RFC 6962, section 2.1.2. */
function proveConsistency(leaves: Hashes, oldSize: number, isWhole = true): Uint8Array[] {
  if (oldSize === leaves.length) return isWhole ? [] : [computeRoot(sha256, leaves)];
  const split = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return oldSize <= split
    ? [...proveConsistency(left, oldSize, isWhole), computeRoot(sha256, right)]
    : [...proveConsistency(right, oldSize - split, false), computeRoot(sha256, left)];
}

interface Rewritten {
  readonly old: readonly Entry[];
  /** Entries that the kept checkpoint covers. */
  readonly keptSize: number;
  readonly changed: readonly Entry[];
}

function makeRewritten(random: Random): Rewritten {
  const count = random.between(2, ENTRIES_MAX);
  const old = makeEntries(count);
  const at = random.between(0, count - 1);
  const keptSize = random.between(at + 1, count);
  return { old, keptSize, changed: rewrite(old, at, random) };
}

const rootOf = (entries: readonly Entry[]): Uint8Array => computeRoot(sha256, leavesOf(entries));

/** What a browser that has kept a checkpoint says to the head of a log that serves the best proof that it has. */
function askBrowser(kept: readonly Entry[], head: readonly Entry[]): string {
  const log = { origin: LOG, verifierKey: makeKey().verifierKey };
  const note = makeCheckpoint(head);
  const isProvable = kept.length <= head.length;
  const hashes = isProvable ? proveConsistency(leavesOf(head), kept.length) : [];
  const consistency = isProvable ? { from: kept.length, to: head.length, proof: hashes.map(toBase64) } : null;
  return checkContinuity(crypto, {
    log,
    head: openHead(crypto, log, note),
    kept: { seq: kept.length - 1, size: kept.length, checkpoint: makeCheckpoint(kept) },
    consistency: consistency,
  }).state;
}

describe(`a history that was rewritten with all its hashes, ${MUTANTS} times`, () => {
  const random = makeRandom(SEED);

  test("no proof joins it to a checkpoint that was kept, with the new signature or the old", () => {
    for (let count = 0; count < MUTANTS; count += 1) {
      const { old, keptSize, changed } = makeRewritten(random);
      const kept = old.slice(0, keptSize);
      const roots = { oldSize: keptSize, oldRoot: rootOf(kept), newSize: changed.length, newRoot: rootOf(changed) };
      for (const tree of [old, changed]) {
        const proof = proveConsistency(leavesOf(tree), keptSize);
        expect(verifyConsistency(sha256, { ...roots, proof })).toBe(false);
      }
      expect(askBrowser(kept, changed)).toBe("broken");
      expect(askBrowser(kept, old)).toBe("continued");
    }
  });

  test("a tail that was cut and grew again is another history", () => {
    for (let count = 0; count < MUTANTS; count += 1) {
      const { old, keptSize, changed } = makeRewritten(random);
      const cut = old.slice(0, random.between(0, keptSize - 1));
      if (cut.length > 0) expect(askBrowser(old.slice(0, keptSize), cut)).toBe("behind");
      expect(askBrowser(old.slice(0, keptSize), changed)).toBe("broken");
    }
  });

  test("two signed roots of one size are a fork", () => {
    for (let count = 0; count < MUTANTS; count += 1) {
      const { old, changed } = makeRewritten(random);
      expect(askBrowser(old, changed)).toBe("broken");
    }
  });

  test("a receipt for another value than was sent names the part, whatever the server signs", () => {
    for (let count = 0; count < MUTANTS; count += 1) {
      const { old } = makeRewritten(random);
      const seq = random.between(0, old.length - 1);
      const changed = rewrite(old, seq, random);
      const proof = proveInclusion(leavesOf(changed), seq);
      const receipt = { entry: textOf(changed[seq]!), checkpoint: makeCheckpoint(changed), proof: proof.map(toBase64) };
      const salts = { head: saltOf(seq, "head"), value: saltOf(seq, "value"), text: saltOf(seq, "text") };
      const { verifierKey } = makeKey();
      const sent = { parts: partsOf(seq), salts, log: LOG, command: `c${seq}`, actor: ACTOR, verifierKey };
      expect(checkReceipt(crypto, receipt, sent)).toEqual({ ok: false, reason: "commitment-value" });
      const honest = { ...receipt, entry: textOf(old[seq]!) };
      expect(checkReceipt(crypto, honest, sent)).toMatchObject({ ok: false, reason: "proof" });
    }
  });
});
