import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64, utf8 } from "#domain/ledger/bytes.ts";
import { formatCosignature, verifyCosignature } from "#domain/ledger/cosignature.ts";
import {
  ALGORITHM_COSIGNATURE,
  formatSignatureLine,
  type NoteSignature,
  parseSignatureLine,
  parseVerifierKey,
} from "#domain/ledger/signed-note.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { crypto, makeKey, sha256 } from "./make-log.ts";
import { makeWitness, WITNESS_TIME } from "./make-witness.ts";

const TEXT = "assay.example/log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const WITNESS = makeWitness(3);
const KEY = parseVerifierKey(sha256, WITNESS.verifierKey, ALGORITHM_COSIGNATURE);
const lineOf = (text = TEXT, timeSeconds = WITNESS_TIME): string =>
  formatCosignature({ text, timeSeconds, name: WITNESS.name, keyId: WITNESS.keyId, sign: WITNESS.sign });
const read = (line: string): NoteSignature => parseSignatureLine(line.trimEnd());
const verify = (signature: NoteSignature, text = TEXT): number | null =>
  verifyCosignature(crypto, { text, signature, witness: KEY });

describe("cosignature", () => {
  test("tells the time at which the witness signed", () => {
    expect(verify(read(lineOf()))).toBe(WITNESS_TIME);
    expect(verify(read(lineOf(TEXT, 0)))).toBe(0);
    expect(read(lineOf()).signature).toHaveLength(72);
  });

  test("any time is read back, and holds for its own text only", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: Number.MAX_SAFE_INTEGER }),
        fc.nat(71),
        fc.integer({ min: 1, max: 255 }),
        (...drawn) => {
          const [time, position, change] = drawn;
          const signature = read(lineOf(TEXT, time));
          const bytes = Uint8Array.from(signature.signature);
          bytes[position]! ^= change;
          expect(verify(signature)).toBe(time);
          expect(verify({ ...signature, signature: bytes })).toBeNull();
          expect(verify(signature, TEXT.replace("\n7\n", "\n8\n"))).toBeNull();
        },
      ),
    );
  });

  test.each<[string, NoteSignature]>([
    ["truncated", { ...read(lineOf()), signature: read(lineOf()).signature.slice(0, -1) }],
    ["without its time", { ...read(lineOf()), signature: read(lineOf()).signature.slice(8) }],
    ["longer", { ...read(lineOf()), signature: Uint8Array.of(...read(lineOf()).signature, 0) }],
    ["of another key id", { ...read(lineOf()), keyId: 1 }],
    ["of another name", { ...read(lineOf()), name: "witness.example/other" }],
    [
      "that another witness made",
      { ...read(makeWitness(4, WITNESS.name).cosign(`${TEXT}\n${lineOf()}`)), keyId: KEY.keyId },
    ],
  ])("a signature %s does not hold", (_name, signature) => expect(verify(signature)).toBeNull());

  test("a plain signature of the same key over the text is no cosignature", () => {
    const time = new Uint8Array(8);
    const plain = Uint8Array.of(...time, ...WITNESS.sign(utf8(TEXT)));
    expect(verify({ name: WITNESS.name, keyId: WITNESS.keyId, signature: plain })).toBeNull();
  });

  test("a time that is no safe integer is not written and not read", () => {
    expect(() => lineOf(TEXT, -1)).toThrow(RangeError);
    expect(() => lineOf(TEXT, 2 ** 53)).toThrow(RangeError);
    const huge = Uint8Array.from(read(lineOf()).signature).fill(255, 0, 8);
    expect(verify({ ...read(lineOf()), signature: huge })).toBeNull();
  });

  test("keys of witnesses and of logs do not pass for each other", () => {
    expect(() => parseVerifierKey(sha256, WITNESS.verifierKey)).toThrow("of a log (type 0x01)");
    expect(() => parseVerifierKey(sha256, makeKey().verifierKey, ALGORITHM_COSIGNATURE)).toThrow("of a witness");
    expect(KEY).toEqual({ name: WITNESS.name, keyId: WITNESS.keyId, algorithm: 4, publicKey: WITNESS.publicKey });
  });

  test("the line is a note's signature line", () => {
    expect(lineOf()).toMatch(/^— witness\.example\/w3 [A-Za-z0-9+/]+=*\n$/);
    expect(formatSignatureLine(read(lineOf()))).toBe(lineOf());
  });
});

interface CosignatureVectors {
  cosignature_v1: { message: string };
}
const vectors = readVectors<CosignatureVectors>("signed_note.json");
if (vectors !== null) {
  test("C2SP: the signed message is that of the vectors, byte for byte", () => {
    const { message } = vectors.cosignature_v1;
    const [, timeLine = "", ...text] = message.split("\n");
    const signed: string[] = [];
    const sign = (bytes: Uint8Array): Uint8Array => {
      signed.push(toBase64(bytes));
      return new Uint8Array(64);
    };
    const timeSeconds = Number(timeLine.slice("time ".length));
    formatCosignature({ text: text.join("\n"), timeSeconds, name: WITNESS.name, keyId: WITNESS.keyId, sign });
    expect(signed).toEqual([toBase64(utf8(message))]);
  });
}
