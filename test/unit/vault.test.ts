import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "#domain/ledger/bytes.ts";
import { createVault, toPartsKeyId } from "../../server/services/vault.ts";

const [first, second] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const [old, both, fresh] = [createVault(first), createVault(second, [first]), createVault(second)];

const read = (vault: typeof old, box: Uint8Array): string => fromUtf8(vault.open(box, "place"));

/** A box of the form that named no key. */
function sealUnnamed(key: Uint8Array, text: string): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from("place"));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

describe("a ring of two keys", () => {
  test("opens what either sealed, and seals with the newer one", () => {
    expect(read(both, old.seal(utf8("a"), "place"))).toBe("a");
    const box = both.seal(utf8("b"), "place");
    expect(read(both, box)).toBe("b");
    expect(read(fresh, box)).toBe("b");
    expect(() => read(old, box)).toThrow();
  });

  test("tells the boxes of the two apart by the id that they name", () => {
    const [before, after] = [old.seal(utf8("a"), "place"), both.seal(utf8("a"), "place")];
    expect([before, after].map((box) => both.isCurrent(box))).toEqual([false, true]);
    expect(both.keyId).toBe(toPartsKeyId(second));
    expect(toPartsKeyId(second)).toMatch(/^[0-9a-f]{8}$/);
    expect(Buffer.from(after.subarray(0, 5)).toString("hex")).toBe(`01${toPartsKeyId(second)}`);
  });

  test("a key that is gone opens nothing any more", () => {
    expect(() => read(fresh, old.seal(utf8("a"), "place"))).toThrow();
  });

  test("a box from before keys had ids opens with the first key", () => {
    const box = sealUnnamed(first, "a");
    expect(read(old, box)).toBe("a");
    expect(read(both, box)).toBe("a");
    expect(both.isCurrent(box)).toBe(false);
    expect(() => read(fresh, box)).toThrow();
  });
});

test("a box of another place, a changed or a cut one does not open", () => {
  const box = old.seal(utf8("text"), "place");
  expect(() => old.open(box, "elsewhere")).toThrow();
  for (let length = 0; length < box.length; length += 1) expect(() => read(old, box.subarray(0, length))).toThrow();
  for (let at = 0; at < box.length; at += 1) {
    const changed = Uint8Array.from(box);
    changed[at]! ^= 1;
    expect(() => read(old, changed), `byte ${at}`).toThrow();
  }
});
