import { describe, expect, test } from "vitest";
import { fromBase64, utf8 } from "#domain/ledger/bytes.ts";
import { formatCheckpoint, parseCheckpoint } from "#domain/ledger/checkpoint.ts";
import { parseEntryBundle } from "#domain/ledger/entry-bundle.ts";
import { computeRoot, hashLeaf, verifyInclusion } from "#domain/ledger/merkle-tree.ts";
import * as notes from "#domain/ledger/signed-note.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { crypto, LOG, makeKey, sha256 } from "./make-log.ts";

const KEY = makeKey();
const OTHER = makeKey(2);
const TEXT = "một dòng\n\ndòng cuối\n";
const sign = (key = KEY, name = LOG) => notes.signNote({ text: TEXT, name, keyId: key.keyId, sign: key.sign });
const open = (note: string, key = KEY) => notes.verifyNote(crypto, { note, verifierKey: key.verifierKey });
const lastLine = (note: string) => note.slice(note.lastIndexOf("—"));

describe("signed note", () => {
  test("is read back, the same each time, and split at its last blank line", () => {
    expect(sign()).toBe(sign());
    expect(open(sign())).toBe(TEXT);
    const { text, signatures } = notes.parseNote(sign());
    expect([text, signatures.length, signatures[0]?.name, signatures[0]?.signature.length]).toEqual([TEXT, 1, LOG, 64]);
    expect(notes.formatNote(notes.parseNote(sign()))).toBe(sign());
  });

  test("signatures of unknown keys are ignored, 16 of them too", () => {
    expect(open(lastLineFirst(sign(), lastLine(sign(OTHER))))).toBe(TEXT);
    expect(open(sign() + lastLine(sign(OTHER, "other.example")).repeat(15))).toBe(TEXT);
    expect(open(sign(OTHER))).toBeNull();
    // Same id, other name: another key.
    expect(open(notes.signNote({ text: TEXT, name: "other.example", keyId: KEY.keyId, sign: KEY.sign }))).toBeNull();
  });

  test("a bad signature of the known key spoils the note even beside a good one", () => {
    const forged = notes.signNote({ text: TEXT, name: LOG, keyId: KEY.keyId, sign: OTHER.sign });
    expect(open(forged)).toBeNull();
    expect(open(sign() + lastLine(forged))).toBeNull();
    expect(open(lastLineFirst(sign(), lastLine(forged)))).toBeNull();
  });

  test.each([
    ["text changed", (note: string) => note.replace("dòng cuối", "dòng đầu")],
    ["blank line missing", (note: string) => note.replace("cuối\n\n", "cuối\n")],
    ["final newline missing", (note: string) => note.slice(0, -1)],
    ["carriage return", (note: string) => note.replace("\n", "\r\n")],
    ["control character", (note: string) => note.replace("một", "m\u0007t")],
    ["hyphen for the dash", (note: string) => note.replace("—", "-")],
    ["two spaces", (note: string) => note.replace(`${LOG} `, `${LOG}  `)],
    ["malformed unknown signature", (note: string) => `${note}— other.example !!!!\n`],
    ["unknown signature without bytes", (note: string) => `${note}— other.example AAAAAA==\n`],
    ["too many signatures", (note: string) => note + lastLine(note).repeat(64)],
    ["no signature", (note: string) => note.slice(0, note.lastIndexOf("—"))],
    ["nothing", () => ""],
  ])("refuses a note with %s", (_name, change) => expect(open(change(sign()))).toBeNull());

  test.each([
    ["key id of another key", KEY.verifierKey.replace(/\+[0-9a-f]{8}\+/, "+00000000+")],
    ["another name", KEY.verifierKey.replace(LOG, "other.example")],
    ["another algorithm", KEY.verifierKey.replace(/\+A/, "+B")],
    ["space in the name", ` ${KEY.verifierKey}`],
    ["upper-case key id", KEY.verifierKey.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase().replace(/\d/g, "A"))],
    ["no key", `${LOG}+`],
  ])("refuses a verifier key with %s", (_name, text) => {
    expect(() => notes.parseVerifierKey(sha256, text)).toThrow(RangeError);
  });

  test("a verifier key is read back", () => {
    const { name, keyId, algorithm, publicKey } = notes.parseVerifierKey(sha256, KEY.verifierKey);
    expect({ name, keyId, algorithm }).toEqual({ name: LOG, keyId: KEY.keyId, algorithm: 1 });
    expect(publicKey).toEqual(KEY.publicKey);
  });

  test.each(["", "a b", "a+b", "a\u00a0b", "a\nb", "a\u0085b"])("refuses the key name %j", (name) => {
    expect(() => sign(KEY, name)).toThrow(RangeError);
  });
});

describe("checkpoint", () => {
  const root = sha256(utf8("root"));
  const text = formatCheckpoint({ origin: LOG, size: 10, root });

  test("is read back, size 0 too", () => {
    expect(parseCheckpoint(text)).toEqual({ origin: LOG, size: 10, root });
    expect(parseCheckpoint(formatCheckpoint({ origin: LOG, size: 0, root })).size).toBe(0);
  });

  test.each([
    ["leading zero", text.replace("10", "010")],
    ["sign", text.replace("10", "+10")],
    ["unsafe size", text.replace("10", "9999999999999999")],
    ["short root", text.replace(/\n[^\n]+\n$/, "\nAAAA\n")],
    ["extension line", `${text}more\n`],
    ["no final newline", text.slice(0, -1)],
    ["empty origin", text.slice(LOG.length)],
  ])("refuses %s", (_name, bad) => expect(() => parseCheckpoint(bad)).toThrow(RangeError));
});

interface NoteVectors {
  positive: { note: string; vkey: string }[];
  negative: { desc: string; note: string; vkey: string }[];
}
const vectors = readVectors<NoteVectors>("signed_note.json");
if (vectors !== null) {
  describe("C2SP notes", () => {
    test("2 positive", () => {
      const texts = vectors.positive.map(({ note, vkey }) => notes.verifyNote(crypto, { note, verifierKey: vkey }));
      expect(texts).toEqual(vectors.positive.map(({ note }) => note.slice(0, note.lastIndexOf("\n\n") + 1)));
      expect(texts).toHaveLength(2);
    });
    test.each(vectors.negative)("negative: $desc", ({ note, vkey }) => {
      const result = () => notes.verifyNote(crypto, { note, verifierKey: vkey });
      if (vkey.includes("530d903b")) expect(result).toThrow("is not its own");
      else expect(result()).toBeNull();
    });
  });
}

interface SampleLog {
  vkey: string;
  entries_utf8: string[];
  checkpoints: Record<string, string>;
  tiles_base64: Record<string, string>;
}
const sample = readVectors<SampleLog>("tlog_tessera_sample_log.json");
if (sample !== null) {
  test("a log made by another program verifies", () => {
    const { vkey, entries_utf8, checkpoints, tiles_base64 } = sample;
    const leaves = entries_utf8.map((text) => hashLeaf(sha256, utf8(text)));
    for (let size = 0; size <= 15; size += 1) {
      const text = notes.verifyNote(crypto, { note: checkpoints[size] ?? "", verifierKey: vkey });
      const { origin, root } = parseCheckpoint(text ?? "");
      expect([origin, root]).toEqual(["example.com/log/testdata", computeRoot(sha256, leaves.slice(0, size))]);
    }
    const bundle = parseEntryBundle(fromBase64(tiles_base64["tile/entries/000.p/15"] ?? ""));
    expect(bundle.map((bytes) => new TextDecoder().decode(bytes))).toEqual(entries_utf8);
  });
}

const proofFile = readVectors<{ entry_utf8: string; vkey: string; proof: string }>("tlog_proof_example.json");
if (proofFile !== null) {
  test("a C2SP tlog-proof verifies", () => {
    const { entry_utf8, vkey, proof: text } = proofFile;
    const blankLine = text.indexOf("\n\n");
    const [, indexLine = "", ...hashes] = text.slice(0, blankLine).split("\n");
    const note = notes.verifyNote(crypto, { note: text.slice(blankLine + 2), verifierKey: vkey });
    const { size: treeSize, root } = parseCheckpoint(note ?? "");
    const leafHash = hashLeaf(sha256, utf8(entry_utf8));
    const leafIndex = Number(indexLine.slice("index ".length));
    const claim = { leafHash, leafIndex, treeSize, proof: hashes.map(fromBase64), root };
    expect(verifyInclusion(sha256, claim)).toBe(true);
    expect(verifyInclusion(sha256, { ...claim, leafIndex: leafIndex + 1 })).toBe(false);
  });
}

/** The note with another signature line before its own. */
function lastLineFirst(note: string, line: string): string {
  return note.replace("\n\n—", `\n\n${line}—`);
}
