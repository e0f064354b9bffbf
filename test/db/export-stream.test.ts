import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PUBLIC } from "#domain/policy/actor.ts";
import { ALGORITHM_COSIGNATURE, formatVerifierKey } from "#domain/ledger/signed-note.ts";
import { verifyLog } from "#domain/ledger/verify-log.ts";
import { runExport } from "../../server/cli/export.ts";
import { hashFolder } from "../../server/cli/hash-folder.ts";
import { InputError } from "../../server/cli/input-error.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import type { Ledger } from "../../server/services/ledger/ledger.ts";
import { createServices } from "../../server/services/services.ts";
import { makeRound } from "../helpers/make-round.ts";
import { DIALECTS, openTestDatabase, type TestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { appendDraft, appendMany, KEY, makeDraft, openTestLedger, vault } from "./make-ledger.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const NOW = "2026-01-06T00:00:00.000Z";

function exportPublic(
  source: { database: TestDatabase; ledger: Ledger },
  write: (line: string) => void | Promise<void>,
) {
  return exportLog({ ...source, vault, scope: "public", actor: PUBLIC, now: NOW }, write);
}

async function* stream(lines: readonly string[]): AsyncIterable<string> {
  yield* lines;
}

const verify = (lines: readonly string[]) => verifyLog(nodeCrypto, stream(lines), { verifierKey: KEY.verifierKey });

async function run(command: typeof runVerify, ...argv: string[]) {
  let text = "";
  let notes = "";
  const output = {
    stdout: { write: (part: string) => (text += part) },
    stderr: { write: (part: string) => (notes += part) },
  };
  return { code: await command(argv, output), text, notes };
}

describe.each(DIALECTS)("an export on %s", (dialect) => {
  test("that is written while the log grows is of one state", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 250);
    const lines: string[] = [];
    // Each line waits for another entry to be committed.
    await exportPublic({ database, ledger }, async (line) => {
      lines.push(line);
      if (lines.length % 10 === 0) await appendDraft(ledger, makeDraft(1_000 + lines.length));
    });
    const result = await verify(lines);
    expect([result.verdict, result.entryCount]).toEqual(["not-disclosed", 250]);
    expect(result.checks.filter(({ failed }) => failed !== null)).toEqual([]);
    expect(ledger.size()).toBeGreaterThan(250);
  });

  test("begun in the middle of commits finds a signed state", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 3);
    for (let count = 0; count < 10; count += 1) {
      const lines: string[] = [];
      const growing = appendMany(ledger, 100 * (count + 1), 20);
      await exportPublic({ database, ledger }, (line) => void lines.push(line));
      await growing;
      expect((await verify(lines)).checks.filter(({ failed }) => failed !== null)).toEqual([]);
    }
    expect(ledger.size()).toBe(203);
  });

  test("holds published checkpoints where they stand, and other readers go on meanwhile", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    for (const size of [1, 120, 130]) {
      await appendMany(ledger, size * 1_000, size - ledger.size());
      await ledger.publish();
    }
    await appendMany(ledger, 999_000, 5);
    const lines: string[] = [];
    const progress: number[] = [];
    const onProgress = (done: number): void => void progress.push(done);
    const options = { database, ledger, vault, scope: "public", actor: PUBLIC, now: NOW, onProgress } as const;
    await exportLog(options, async (line) => {
      lines.push(line);
      expect(await ledger.readEntries(0, 1)).toHaveLength(1);
    });
    const result = await verify(lines);
    expect(result.checks.find(({ name }) => name === "roots")).toMatchObject({ passed: 4, failed: null });
    expect(progress).toEqual([100, 135]);
  });

  test("by the command line runs beside a server and changes nothing", async () => {
    const dataDir = makeTestDir();
    const database = await openTestDatabase(dialect);
    const place = { database, dataDir, logOrigin: "test.example/cli", isSimulated: false };
    const services = await createServices({ ...place, now: () => new Date() });
    const round = await makeRound(services);
    vi.stubEnv("DATA_DIR", dataDir);
    vi.stubEnv("DATABASE_URL", database.location);
    const out = join(dataDir, "log.jsonl");
    // The server's own connections stay open, and hold PostgreSQL's writer lock.
    expect(await run(runExport, "--out", out)).toMatchObject({ code: 0, notes: expect.stringContaining("entries") });
    const key = ["--key", services.ledger.verifierKey];
    expect(await run(runVerify, out, ...key)).toMatchObject({ code: 0 });
    // What a public export withholds by right is missing as soon as it is asked for.
    expect((await run(runVerify, out, ...key, "--require", "commitments")).code).toBe(3);
    expect((await run(runVerify, out, ...key, "--require", "no-check")).code).toBe(2);
    // The log names no witnesses: nobody has seen it, which is not what was asked for.
    expect((await run(runVerify, out, ...key, "--require", "witnesses")).code).toBe(3);
    await services.ledger.publish();
    const published = join(dataDir, "published.jsonl");
    expect((await run(runExport, "--out", published)).code).toBe(0);
    const { note } = await services.ledger.publishedCheckpoint();
    expect(readFileSync(published, "utf8")).toContain(JSON.stringify({ checkpoint: note }));
    const dossier = ["--out", join(dataDir, "d.json"), "--scope", "dossier"];
    expect((await run(runExport, ...dossier)).notes).toContain("--item ID");
    expect((await run(runExport, ...dossier, "--item", round.itemId("hue", "1.1"))).code).toBe(1);
    expect(existsSync(join(dataDir, "d.json"))).toBe(false);
  });
});

test("a policy file decides what is trusted and asked for", async () => {
  const database = await openTestDatabase("sqlite");
  const ledger = await openTestLedger(database);
  await appendMany(ledger, 0, 3);
  const dir = makeTestDir();
  const lines: string[] = [];
  await exportPublic({ database, ledger }, (line) => void lines.push(line));
  const file = join(dir, "log.jsonl");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const policy = (text: string): string => {
    const path = join(dir, "policy");
    writeFileSync(path, text);
    return path;
  };
  const trusting = `log ${KEY.verifierKey}\n`;
  const good = await run(runVerify, file, "--policy", policy(`${trusting}quorum none\n`));
  expect([good.code, good.notes]).toEqual([0, ""]);
  const publicKey = new Uint8Array(32).fill(5);
  const witness = formatVerifierKey(nodeCrypto.sha256, { name: "w", publicKey, algorithm: ALGORITHM_COSIGNATURE });
  const asked = await run(runVerify, file, "--policy", policy(`${trusting}witness w ${witness}\nquorum w\n`));
  expect(asked).toMatchObject({ code: 3, text: expect.stringContaining("no checkpoint has a quorum") });
  expect((await run(runVerify, file, "--policy", policy("quorum nobody\n"))).code).toBe(2);
  expect((await run(runVerify, file, "--policy", join(dir, "absent"))).code).toBe(2);
});

test("evidence at hand is hashed, whichever way its files are named", async () => {
  const dir = makeTestDir();
  const name = (letter: string): string => `ab${letter.repeat(62)}`;
  mkdirSync(join(dir, "ab"));
  writeFileSync(join(dir, "ab", "c".repeat(62)), "content");
  writeFileSync(join(dir, name("d")), "content");
  writeFileSync(join(dir, "notes.txt"), "no evidence");
  const hash = createHash("sha256").update("content").digest("hex");
  expect(await hashFolder(dir)).toEqual(
    new Map([
      [name("c"), hash],
      [name("d"), hash],
    ]),
  );
  await expect(hashFolder(join(dir, "absent"))).rejects.toThrow(InputError);
});
