import { describe, expect, test } from "vitest";
import { toBase64 } from "#domain/ledger/bytes.ts";
import { computeRoot } from "#domain/ledger/merkle-tree.ts";
import { checkReceipt, type Receipt, type SentCommand } from "#domain/ledger/receipt.ts";
import { appendLeaves, proveInclusion } from "#domain/ledger/tree-tiles.ts";
import * as log from "./make-log.ts";

const SIZE = 11;
const SEQ = 6;
const ENTRIES = log.makeEntries(SIZE);
const LEAVES = log.leavesOf(ENTRIES);
const KEY = log.makeKey();

const sent: SentCommand = {
  parts: log.partsOf(SEQ),
  salts: { head: log.saltOf(SEQ, "head"), value: log.saltOf(SEQ, "value"), text: log.saltOf(SEQ, "text") },
  log: log.LOG,
  command: `c${SEQ}`,
  actor: log.ACTOR,
  verifierKey: KEY.verifierKey,
};

async function makeReceipt(): Promise<Receipt> {
  const [tile] = appendLeaves(log.sha256, { treeSize: 0, frontierTiles: [], leafHashes: LEAVES });
  const readTile = async () => tile?.hashes ?? null;
  const proof = await proveInclusion(log.sha256, { leafIndex: SEQ, treeSize: SIZE, readTile });
  const entry = log.textOf(ENTRIES[SEQ] as (typeof ENTRIES)[number]);
  return { entry, checkpoint: log.makeCheckpoint(ENTRIES), proof: proof.map(toBase64) };
}

const receipt = await makeReceipt();
const check = (over: Partial<Receipt>, sentOver: Partial<SentCommand> = {}) =>
  checkReceipt(log.crypto, { ...receipt, ...over }, { ...sent, ...sentOver });
const replace = (from: string | RegExp, to: string) => ({ entry: receipt.entry.replace(from, to) });
const otherHash = "0".repeat(64);

describe("checkReceipt", () => {
  test("accepts what was sent, and tells where it stands", () => {
    expect(check({})).toEqual({ ok: true, seq: SEQ, size: SIZE, root: computeRoot(log.sha256, LEAVES) });
  });

  test.each([
    ["at", replace(/"at":"2026/, '"at":"2025'), "proof"],
    ["head", replace(/"head":"[^"]*/, `"head":"${otherHash}`), "commitment-head"],
    ["log", replace(log.LOG, "other.example"), "origin"],
    ["prev", replace(/"prev":"[^"]*/, `"prev":"${otherHash}`), "proof"],
    ["seq", replace('"seq":6', '"seq":7'), "proof"],
    ["seq beyond the tree", replace('"seq":6', '"seq":11'), "proof"],
    ["text", replace(/"text":"[^"]*/, `"text":"${otherHash}`), "commitment-text"],
    ["v", replace('"v":1', '"v":2'), "entry"],
    ["value", replace(/"value":"[^"]*/, `"value":"${otherHash}`), "commitment-value"],
    ["white space", { entry: `${receipt.entry} ` }, "entry"],
    ["lone surrogate", { entry: "\ud800" }, "entry"],
    ["size", { checkpoint: receipt.checkpoint.replace("\n11\n", "\n12\n") }, "signature"],
    ["no note", { checkpoint: "" }, "signature"],
    ["checkpoint of another key", { checkpoint: log.makeCheckpoint(ENTRIES, { key: log.makeKey(2) }) }, "signature"],
    ["checkpoint of another log", { checkpoint: log.makeCheckpoint(ENTRIES, { origin: "other.example" }) }, "origin"],
    ["checkpoint of another size", { checkpoint: log.makeCheckpoint(ENTRIES.slice(0, 10)) }, "proof"],
    ["proof cut", { proof: receipt.proof.slice(1) }, "proof"],
    ["proof padded", { proof: [...receipt.proof, receipt.proof[0] as string] }, "proof"],
    ["proof reversed", { proof: receipt.proof.toReversed() }, "proof"],
    ["proof malformed", { proof: ["?"] }, "proof"],
  ] as const)("refuses another %s", (_name, over, reason) => expect(check(over)).toEqual({ ok: false, reason }));

  test.each([
    ["value", { parts: { ...sent.parts, value: '{"new":9750}' } }, "commitment-value"],
    ["text", { parts: { ...sent.parts, text: '{"reason":"x"}' } }, "commitment-text"],
    ["salt of the text", { salts: { ...sent.salts, text: otherHash } }, "commitment-text"],
    ["command", { command: "c7" }, "commitment-head"],
    ["actor", { actor: "p-0000" }, "commitment-head"],
    ["log", { log: "other.example" }, "origin"],
  ] as const)("refuses when another %s was sent", (_name, over, reason) => {
    expect(check({}, over)).toEqual({ ok: false, reason });
  });

  test("a malformed salt is the caller's own slip", () => {
    expect(() => check({}, { salts: { ...sent.salts, head: "ab" } })).toThrow(RangeError);
  });
});
