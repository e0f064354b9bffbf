import { expect, test } from "vitest";
import { systemRandomBytes } from "../../server/services/random-bytes.ts";

test("bytes are never given twice, nor changed after they were given", () => {
  const drawn = Array.from({ length: 2_000 }, () => systemRandomBytes(32));
  const first = drawn.map((bytes) => Buffer.from(bytes).toString("hex"));
  expect(new Set(first).size).toBe(drawn.length);
  systemRandomBytes(100_000);
  expect(drawn.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual(first);
  expect(first).not.toContain("0".repeat(64));
});

test("long draws are whole", () => {
  const bytes = systemRandomBytes(100_000);
  expect(bytes.length).toBe(100_000);
  // Each of 256 values should come some 390 times.
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  expect(counts.size).toBe(256);
  expect(Math.max(...counts.values())).toBeLessThan(600);
});
