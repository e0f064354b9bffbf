import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, parseCanonicalJson, type JsonValue } from "#domain/ledger/canonical-json.ts";

const key = fc.string({ unit: "grapheme-ascii", maxLength: 6 });
const value = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

describe("canonicalJson", () => {
  test("sorts keys at every level and escapes as RFC 8785 says", () => {
    const input = { b: [1, { d: "€$\u000f\nA'\"\\/\u2028", c: null }], "": -0, B: true };
    expect(canonicalJson(input)).toBe('{"":0,"B":true,"b":[1,{"c":null,"d":"€$\\u000f\\nA\'\\"\\\\/\u2028"}]}');
  });

  test("the order of keys never changes a byte", () => {
    const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 });
    fc.assert(
      fc.property(entries, fc.infiniteStream(fc.nat()), (pairs, numbers) => {
        const shuffled = pairs
          .map((pair) => [numbers.next().value, pair] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, pair]) => pair);
        expect(canonicalJson(Object.fromEntries(shuffled))).toBe(canonicalJson(Object.fromEntries(pairs)));
      }),
    );
  });

  test("what is written is read back, and its text is the same again", () => {
    fc.assert(
      fc.property(value, (input) => {
        const text = canonicalJson(input);
        expect(canonicalJson(parseCanonicalJson(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(input)));
      }),
    );
  });

  test.each([
    ["float", { a: [0.5] }, "$.a[0]"],
    ["NaN", { a: Number.NaN }, "$.a"],
    ["beyond safe integers", [2 ** 53], "$[0]"],
    ["undefined", { a: { b: undefined } }, "$.a.b"],
    ["hole in an array", Array(1), "$[0]"],
    ["lone surrogate", ["\udc00"], "$[0]"],
    ["key outside ASCII", { điểm: 1 }, "$"],
    ["class instance", { at: new Date(0) }, "$.at"],
    ["bigint", [1n], "$[0]"],
  ])("refuses %s and names the path", (_name, input, path) => {
    expect(() => canonicalJson(input as unknown as JsonValue)).toThrow(RangeError);
    expect(() => canonicalJson(input as unknown as JsonValue)).toThrow(path);
  });

  test.each([
    ["white space", '{"a": 1}'],
    ["unsorted", '{"b":1,"a":2}'],
    ["repeated key", '{"a":1,"a":1}'],
    ["exponent", "1e3"],
    ["minus zero", "-0"],
    ["needless escape", '"\\u0041"'],
    ["escaped slash", '"\\/"'],
    ["end of file", '{"a":1'],
    ["nothing", ""],
    ["byte order mark", "\ufeff{}"],
    ["deep nesting", "[".repeat(5000) + "]".repeat(5000)],
  ])("parse refuses %s", (_name, text) => expect(() => parseCanonicalJson(text)).toThrow(RangeError));
});
