import { describe, expect, test } from "vitest";
import { utf8 } from "#domain/ledger/bytes.ts";
import { verifyNote } from "#domain/ledger/signed-note.ts";
import { formatTlogProof, parseTlogProof, verifyTlogProof } from "#domain/ledger/tlog-proof.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { crypto, makeCheckpoint, makeEntries, sha256, textOf } from "./make-log.ts";

interface Example {
  readonly entry_utf8: string;
  readonly vkey: string;
  readonly proof: string;
}

const EMPTY = formatTlogProof({ leafIndex: 0, hashes: [], checkpoint: makeCheckpoint(makeEntries(1)), extra: null });

describe("tlog-proof", () => {
  const example = readVectors<Example>("tlog_proof_example.json");

  const check = ({ entry_utf8: entry, vkey: verifierKey, proof: text }: Example): void => {
    const proof = parseTlogProof(text);
    expect(verifyTlogProof(sha256, proof, utf8(entry))?.size).toBe(15);
    expect(verifyNote(crypto, { note: proof.checkpoint, verifierKey })).not.toBeNull();
    expect(formatTlogProof(proof)).toBe(text);
    expect(verifyTlogProof(sha256, proof, utf8(`${entry}!`))).toBeNull();
    expect(verifyTlogProof(sha256, { ...proof, leafIndex: proof.leafIndex - 1 }, utf8(entry))).toBeNull();
    expect(verifyTlogProof(sha256, { ...proof, hashes: proof.hashes.slice(1) }, utf8(entry))).toBeNull();
  };
  if (example !== null)
    test("the example leads from its entry to the signed root, and is written back", () => check(example));

  test("a tree of one entry has no hashes, and extra data is kept", () => {
    const [entry] = makeEntries(1);
    const proof = { ...parseTlogProof(EMPTY), extra: utf8("for whoever made it") };
    expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
    expect(verifyTlogProof(sha256, proof, utf8(textOf(entry!)))?.size).toBe(1);
  });

  test.each([
    ["another header", EMPTY.replace("@v1", "@v2")],
    ["no index", EMPTY.replace("index 0\n", "")],
    ["an index with a leading zero", EMPTY.replace("index 0", "index 00")],
    ["a negative index", EMPTY.replace("index 0", "index -1")],
    ["a hash of another length", EMPTY.replace("index 0\n", "index 0\nAAAA\n")],
    ["no Base64", EMPTY.replace("index 0\n", "index 0\n!!!!\n")],
    ["extra data that is no Base64", EMPTY.replace("index", "extra !\nindex")],
    ["no blank line", "c2sp.org/tlog-proof@v1\nindex 0\n"],
    ["too many hashes", EMPTY.replace("index 0\n", `index 0\n${`${"A".repeat(43)}=\n`.repeat(64)}`)],
  ])("%s is refused", (_what, text) => {
    expect(() => parseTlogProof(text)).toThrow(RangeError);
  });

  test("a checkpoint that is none leads nowhere", () => {
    const proof = parseTlogProof(`${EMPTY.slice(0, EMPTY.indexOf("\n\n"))}\n\nno checkpoint\n`);
    expect(verifyTlogProof(sha256, proof, utf8(textOf(makeEntries(1)[0]!)))).toBeNull();
  });
});
