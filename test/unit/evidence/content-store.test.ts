import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ContentStore } from "../../../server/services/evidence/content-store.ts";
import { clearIncoming, createContentStore } from "../../../server/services/evidence/disk-content-store.ts";

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

async function* inChunks(whole: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield await Promise.resolve(whole.subarray(at, at + size));
}

const readAll = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> =>
  new Uint8Array(await new Response(stream).arrayBuffer());

test("takes a stream, hashed while it is written, and gives any part of it", async () => {
  expect(await store.put(inChunks(bytes, 3))).toEqual({ sha256, size: bytes.length });
  expect(await store.size(sha256)).toBe(bytes.length);
  expect(await store.size("0".repeat(64))).toBeNull();
  const whole = await store.openRange(sha256);
  expect(await readAll(whole!.stream)).toEqual(bytes);
  const part = await store.openRange(sha256, { start: 2, end: 5 });
  expect(part!.size).toBe(bytes.length);
  expect(await readAll(part!.stream)).toEqual(bytes.subarray(2, 5));
  const rest = await store.openRange(sha256, { start: 2, end: 9_999 });
  expect(await readAll(rest!.stream)).toEqual(bytes.subarray(2));
  await expect(store.openRange(sha256, { start: bytes.length, end: 9_999 })).rejects.toThrow(RangeError);
  expect(await store.openRange("0".repeat(64))).toBeNull();
});

test("keeps nothing of a stream that breaks", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
    throw new Error("the line is gone");
  }
  await expect(store.put(broken())).rejects.toMatchObject({ cause: new Error("the line is gone") });
  expect(await readdir(join(directory, "evidence", ".incoming"))).toEqual([]);
  expect(await store.verify(sha256)).toBe("missing");
});

test("gives out no part of a file that was changed after it was read", async () => {
  await store.put(bytes);
  await store.openRange(sha256).then((opened) => opened?.stream.cancel());
  await writeFile(path(), new TextEncoder().encode("Nghị quyếT"));
  await expect(store.openRange(sha256, { start: 0, end: 1 })).rejects.toThrow(`content ${sha256} is damaged`);
});

test("what a dead process had half written is taken away", async () => {
  await store.put(bytes);
  await writeFile(join(directory, "evidence", ".incoming", "half"), "half");
  await clearIncoming(join(directory, "evidence"));
  await expect(readdir(join(directory, "evidence", ".incoming"))).rejects.toMatchObject({ code: "ENOENT" });
  expect(await store.get(sha256)).toEqual(bytes);
});
