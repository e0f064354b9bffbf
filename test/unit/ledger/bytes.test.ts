import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as bytes from "#domain/ledger/bytes.ts";

const anyBytes = fc.uint8Array({ maxLength: 300 });

describe("bytes", () => {
  test("hex and base64 agree with Node's and come back", () => {
    fc.assert(
      fc.property(anyBytes, (data) => {
        expect(bytes.toHex(data)).toBe(Buffer.from(data).toString("hex"));
        expect(bytes.toBase64(data)).toBe(Buffer.from(data).toString("base64"));
        expect(bytes.bytesEqual(bytes.fromHex(bytes.toHex(data)), data)).toBe(true);
        expect(bytes.bytesEqual(bytes.fromBase64(bytes.toBase64(data)), data)).toBe(true);
      }),
    );
    const long = new Uint8Array(100_000).fill(7);
    expect(bytes.toBase64(long)).toBe(Buffer.from(long).toString("base64"));
  });

  test.each(["a", "AB", "0g", "0x", " 00"])("refuses hex %j", (text) => {
    expect(() => bytes.fromHex(text)).toThrow(RangeError);
  });

  test.each(["QQ", "QR==", "QQ=", "Q Q=", "QQ==\n", "-_==", "====", "QQ==QQ=="])("refuses base64 %j", (text) => {
    expect(() => bytes.fromBase64(text)).toThrow(RangeError);
  });

  test("text is UTF-8 without replacement characters", () => {
    expect(bytes.toHex(bytes.utf8("đ€"))).toBe("c491e282ac");
    expect(bytes.fromUtf8(bytes.utf8("\ufeffđiểm"))).toBe("\ufeffđiểm");
    expect(() => bytes.utf8("a\ud800")).toThrow(RangeError);
    expect(() => bytes.fromUtf8(Uint8Array.of(0xc3))).toThrow(RangeError);
  });

  test("order is that of unsigned bytes, prefixes first", () => {
    const rows = [[2], [1, 255], [], [1], [200]].map((row) => Uint8Array.from(row));
    expect(rows.sort(bytes.compareBytes).map((row) => [...row])).toEqual([[], [1], [1, 255], [2], [200]]);
    expect([...bytes.concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))]).toEqual([1, 2, 3]);
  });
});
