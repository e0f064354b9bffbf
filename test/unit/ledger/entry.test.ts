import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesEqual, fromHex, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { computeCommitment } from "#domain/ledger/commitment.ts";
import { encodeEntryBundle, parseEntryBundle } from "#domain/ledger/entry-bundle.ts";
import { encodeEntry, ENTRY_BYTES_MAX, FIRST_PREV, isEntryAt, parseEntry, type Entry } from "#domain/ledger/entry.ts";
import { makeRandom } from "../../helpers/random.ts";
import { makeEntries, sha256, textOf } from "./make-log.ts";

const [FIRST, SECOND] = makeEntries(2) as [Entry, Entry];

describe("commitment", () => {
  const input = {
    part: "value",
    log: "l",
    command: "c",
    actor: "a",
    salt: fromHex("ab".repeat(32)),
    bytes: utf8("{}"),
  };
  const commit = (over: object) => toHex(computeCommitment(sha256, { ...input, part: "value", ...over }));

  test("is the hash of exactly these bytes", () => {
    const data = Buffer.concat([Buffer.from("assay/value/v1\0l\0c\0a\0"), Buffer.alloc(32, 0xab), Buffer.from("{}")]);
    expect(commit({})).toBe(createHash("sha256").update(data).digest("hex"));
  });

  test("is bound to every field", () => {
    const other = [{ part: "text" }, { log: "x" }, { command: "x" }, { actor: "x" }, { salt: new Uint8Array(32) }];
    const all = [{}, ...other, { bytes: utf8("[]") }].map(commit);
    expect(new Set(all).size).toBe(7);
  });

  test.each([{ salt: new Uint8Array(31) }, { log: "" }, { command: "c\0a" }, { actor: "a\0" }])(
    "refuses %j",
    (over) => {
      expect(() => commit(over)).toThrow(RangeError);
    },
  );
});

describe("entry", () => {
  test("has exactly these bytes", () => {
    const hash = "0a".repeat(32);
    const fields = {
      at: "2026-01-01T00:00:00.000Z",
      log: "assay.example/log",
      prev: FIRST_PREV,
      seq: 0,
      v: 1,
    } as const;
    expect(textOf({ ...fields, head: hash, text: hash, value: hash })).toBe(
      `{"at":"2026-01-01T00:00:00.000Z","head":"${hash}","log":"assay.example/log","prev":"${"0".repeat(64)}",` +
        `"seq":0,"text":"${hash}","v":1,"value":"${hash}"}`,
    );
  });

  test("is read back", () => expect(parseEntry(encodeEntry(SECOND))).toEqual(SECOND));

  test.each([
    ["no milliseconds", { at: "2026-01-01T00:00:00Z" }],
    ["another zone", { at: "2026-01-01T00:00:00.000+07:00" }],
    ["a day that does not exist", { at: "2026-02-30T00:00:00.000Z" }],
    ["upper-case hash", { head: "AB".repeat(32) }],
    ["short hash", { prev: "ab" }],
    ["negative seq", { seq: -1 }],
    ["fraction", { seq: 0.5 }],
    ["text for a number", { seq: "1" }],
    ["another version", { v: 2 }],
    ["space in the log", { log: "a b" }],
    ["long log", { log: "a".repeat(ENTRY_BYTES_MAX) }],
  ])("neither writes nor reads %s", (_name, over) => {
    const bad = { ...FIRST, ...over } as Entry;
    expect(() => encodeEntry(bad)).toThrow(RangeError);
    expect(() => parseEntry(utf8(JSON.stringify(Object.fromEntries(Object.entries(bad).sort()))))).toThrow(RangeError);
  });

  test.each([
    ["another order", (text: string) => text.replace(/^\{("at":[^,]*),("head":[^,]*)/, "{$2,$1")],
    ["white space", (text: string) => `${text}\n`],
    ["a field more", (text: string) => text.replace("}", ',"w":1}')],
    ["a field less", (text: string) => text.replace('"v":1,', "")],
    ["a list", () => "[]"],
    ["no JSON", () => "entry"],
  ])("does not read %s", (_name, change) => {
    expect(() => parseEntry(utf8(change(textOf(FIRST))))).toThrow(RangeError);
  });
});

describe("entry bundle", () => {
  test("lengths are two bytes, big-endian", () => {
    const bundle = encodeEntryBundle([utf8("ab"), new Uint8Array(0), new Uint8Array(258)]);
    expect(toHex(bundle.slice(0, 8))).toBe("0002616200000102");
    expect(bundle.length).toBe(4 + 2 + 260);
  });

  test("is read back, and refused when cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 20 }), (entries) => {
        const bundle = encodeEntryBundle(entries);
        const back = parseEntryBundle(bundle);
        expect(back.length).toBe(entries.length);
        expect(back.every((entry, i) => bytesEqual(entry, entries[i] as Uint8Array))).toBe(true);
        if (entries.length > 0) expect(() => parseEntryBundle(bundle.slice(0, -1))).toThrow(RangeError);
      }),
    );
    expect(() => parseEntryBundle(Uint8Array.of(0))).toThrow(RangeError);
    expect(() => parseEntryBundle(new Uint8Array(2 * 257))).toThrow(RangeError);
    expect(() => encodeEntryBundle(Array.from({ length: 257 }, () => new Uint8Array(1)))).toThrow(RangeError);
    expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

describe("an entry in a place that is known", () => {
  const text = textOf(SECOND);

  test("at a glance says yes to what is written there", () => {
    expect(isEntryAt(text, SECOND)).toBe(true);
  });

  test("at a glance never says yes to what is no entry, or another one", () => {
    const { at, log, prev, seq } = SECOND;
    const random = makeRandom(3);
    for (let count = 0; count < 5_000; count += 1) {
      const place = random.between(0, text.length - 1);
      const character = String.fromCharCode(random.between(32, 126));
      const other = `${text.slice(0, place)}${character}${text.slice(place + random.between(0, 2))}`;
      if (!isEntryAt(other, SECOND)) continue;
      // Another commitment in hex is another entry of the same place.
      expect(parseEntry(utf8(other))).toMatchObject({ at, log, prev, seq });
    }
  });
});
