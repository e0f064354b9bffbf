import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ContentStore, createContentStore } from "../../../server/services/evidence/content-store.ts";

let directory: string;
let store: ContentStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "assay-content-"));
  store = createContentStore(join(directory, "evidence"));
});
afterEach(() => rm(directory, { recursive: true }));

const bytes = new TextEncoder().encode("Nghị quyết");
const sha256 = createHash("sha256").update(bytes).digest("hex");
const path = () => join(directory, "evidence", sha256.slice(0, 2), sha256.slice(2));

test("gives back what was put, under its hash", async () => {
  expect(await store.put(bytes)).toEqual({ sha256, size: bytes.length });
  expect(await store.get(sha256)).toEqual(bytes);
  expect(await store.verify(sha256)).toBe("sound");
  expect((await store.put(new Uint8Array())).size).toBe(0);
});

test("puts the same bytes many times at once as one file, with nothing left over", async () => {
  await Promise.all(Array.from({ length: 8 }, () => store.put(bytes)));
  expect(await readdir(join(directory, "evidence", sha256.slice(0, 2)))).toEqual([sha256.slice(2)]);
  const { mtimeMs } = await stat(path());
  await store.put(bytes);
  expect((await stat(path())).mtimeMs).toBe(mtimeMs);
});

test.each([["0".repeat(64)], [""], ["../../etc/passwd"], [sha256.toUpperCase()]])(
  "has nothing under %j",
  async (key) => {
    await store.put(bytes);
    expect(await store.get(key)).toBeNull();
    expect(await store.verify(key)).toBe("missing");
  },
);

test.each([
  ["changed", () => writeFile(path(), "khác")],
  ["cut", () => truncate(path(), 3)],
])("never gives out a file that was %s, and mends it when the bytes are put again", async (_name, damage) => {
  await store.put(bytes);
  await damage();
  await expect(store.get(sha256)).rejects.toThrow(`content ${sha256} is damaged`);
  expect(await store.verify(sha256)).toBe("damaged");
  await store.put(bytes);
  expect(await store.get(sha256)).toEqual(bytes);
});
