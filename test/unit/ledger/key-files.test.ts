import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  destroyKeyFile,
  findKeyFile,
  KeyFileError,
  loadOrCreateKey,
  readKeyFile,
  replaceKeyFile,
  writeKeyFile,
} from "../../../server/services/ledger/key-files.ts";
import { getLogKey, openLogKey, toLogSeedName } from "../../../server/services/ledger/keys.ts";
import { makeTestDir } from "../../helpers/run-dir.ts";

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test("a key is made once, with mode 0400 in a folder of mode 0700", () => {
  const folder = join(makeTestDir(), "keys");
  const key = loadOrCreateKey(folder, "parts.key");
  expect(key).toHaveLength(32);
  expect([modeOf(folder), modeOf(join(folder, "parts.key"))]).toEqual([0o700, 0o400]);
  expect(loadOrCreateKey(folder, "parts.key")).toEqual(key);
  expect(findKeyFile(folder, "other.key")).toBeNull();
  expect(() => writeKeyFile(join(folder, "parts.key"), key)).toThrow("exists");
});

test.each([0o440, 0o404, 0o600 | 0o060])("mode %o is refused with the command that mends it", (mode) => {
  const folder = makeTestDir();
  loadOrCreateKey(folder, "log.seed");
  const path = join(folder, "log.seed");
  chmodSync(path, mode);
  expect(() => loadOrCreateKey(folder, "log.seed")).toThrow(`chmod 0400 '${path}'`);
  chmodSync(path, 0o400);
  expect(loadOrCreateKey(folder, "log.seed")).toHaveLength(32);
});

test.each([0, 31, 33])("a file of %i bytes is no key, and is left as it is", (length) => {
  const path = join(makeTestDir(), "log.seed");
  writeFileSync(path, new Uint8Array(length), { mode: 0o400 });
  expect(() => readKeyFile(path)).toThrow(KeyFileError);
  expect(readFileSync(path)).toHaveLength(length);
});

test("a crash while a key is written leaves nothing that counts", () => {
  const folder = join(makeTestDir(), "keys");
  mkdirSync(folder);
  writeFileSync(join(folder, "log.seed.new"), "half", { mode: 0o600 });
  expect(loadOrCreateKey(folder, "log.seed")).toHaveLength(32);
  expect(readdirSync(folder)).toEqual(["log.seed"]);
});

test("one key takes the place of another, and a destroyed one is gone", () => {
  const folder = makeTestDir();
  loadOrCreateKey(folder, "parts.key");
  const next = loadOrCreateKey(folder, "parts-next.key");
  replaceKeyFile(join(folder, "parts.key"), join(folder, "parts-next.key"));
  expect(readdirSync(folder)).toEqual(["parts.key"]);
  expect(loadOrCreateKey(folder, "parts.key")).toEqual(next);
  expect(modeOf(join(folder, "parts.key"))).toBe(0o400);
  destroyKeyFile(join(folder, "parts.key"));
  destroyKeyFile(join(folder, "parts.key"));
  expect(readdirSync(folder)).toEqual([]);
});

describe("getLogKey", () => {
  test("finds the key in force by what the file holds, not by its age", () => {
    const folder = makeTestDir();
    const first = openLogKey("l.example/log", loadOrCreateKey(folder, "log.seed"));
    const seed = new Uint8Array(32).fill(5);
    const later = openLogKey("l.example/log", seed);
    writeKeyFile(join(folder, toLogSeedName(later)), seed);
    expect(getLogKey(folder, first.verifierKey).verifierKey).toBe(first.verifierKey);
    expect(getLogKey(folder, later.verifierKey).verifierKey).toBe(later.verifierKey);
    const lost = openLogKey("l.example/log", new Uint8Array(32).fill(6));
    expect(() => getLogKey(folder, lost.verifierKey)).toThrow("assay keys rotate-log --recovery FILE");
  });
});
