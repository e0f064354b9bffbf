import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyCosignature } from "#domain/ledger/cosignature.ts";
import {
  ALGORITHM_COSIGNATURE,
  formatNote,
  parseNote,
  parseSignatureLine,
  parseVerifierKey,
} from "#domain/ledger/signed-note.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { spawnWitness, type WitnessProcess } from "../helpers/witness-process.ts";
import { makeSampleLog } from "./sample-log.ts";

const LOG = makeSampleLog();
/** The same key, another history. */
const FORK = makeSampleLog({ word: "fork" });
const STRANGER = makeSampleLog({ origin: "stranger.example/log" });
/** The same name, another key. */
const IMPOSTOR = makeSampleLog({ seed: 2 });

async function post({ url }: { url: string }, body: string): Promise<{ status: number; type: string; body: string }> {
  const response = await fetch(`${url}/add-checkpoint`, { method: "POST", body });
  return { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.text() };
}

/** When the witness signed, or null when its answer does not hold over the note. */
function readTime({ verifierKey }: WitnessProcess, note: string, line: string): number | null {
  const witness = parseVerifierKey(sha256, verifierKey, ALGORITHM_COSIGNATURE);
  const signature = parseSignatureLine(line.trimEnd());
  return verifyCosignature(nodeCrypto, { text: parseNote(note).text, signature, witness });
}

test("a witness cosigns what goes on from what it cosigned, and nothing else", async () => {
  const witness = await spawnWitness({ directory: makeTestDir(), logs: [LOG.key.verifierKey] });
  const before = Math.floor(Date.now() / 1000);
  const ask = async (body: string | Promise<string>) => post(witness, await body);
  const cosigned = async (oldSize: number, newSize: number): Promise<void> => {
    const answer = await ask(LOG.ask(oldSize, newSize));
    expect(answer.status).toBe(200);
    expect(readTime(witness, LOG.note(newSize), answer.body)).toBeGreaterThanOrEqual(before);
    expect(readTime(witness, LOG.note(newSize + 1), answer.body)).toBeNull();
  };
  const knows = (size: number) => ({ status: 409, type: "text/x.tlog.size", body: `${size}\n` });

  // A log that it has never seen begins anywhere, and has nothing to prove.
  expect(await ask(LOG.ask(3, 7))).toEqual(knows(0));
  expect((await ask(LOG.ask(0, 7, { proof: [sha256(new Uint8Array(1))] }))).status).toBe(422);
  await cosigned(0, 7);
  await cosigned(7, 12);
  // The same again is the same statement at a later time.
  await cosigned(12, 12);

  expect(await ask(LOG.ask(7, 20))).toEqual(knows(12));
  expect(await ask(LOG.ask(0, 20))).toEqual(knows(12));
  expect(await ask(LOG.ask(7, 12))).toEqual(knows(12));
  expect((await ask(LOG.ask(12, 12, { note: LOG.note(7) }))).status).toBe(400);
  expect(await ask(FORK.ask(12, 12))).toEqual(knows(12));
  expect((await ask(FORK.ask(12, 20))).status).toBe(422);
  expect((await ask(LOG.ask(12, 20, { proof: [] }))).status).toBe(422);
  expect((await ask(LOG.ask(12, 20, { proof: (await LOG.prove(12, 20)).slice(1) }))).status).toBe(422);
  expect((await ask(LOG.ask(12, 12, { proof: await LOG.prove(7, 12) }))).status).toBe(422);
  expect((await ask(STRANGER.ask(0, 5))).status).toBe(404);
  expect((await ask(IMPOSTOR.ask(12, 20))).status).toBe(403);
  expect((await ask(LOG.ask(12, 20, { note: LOG.note(20).replace("\n20\n", "\n19\n") }))).status).toBe(403);
  // None of that moved it.
  await cosigned(12, 20);

  const twice = parseNote(LOG.note(21));
  const [other] = parseNote(STRANGER.note(21)).signatures;
  const note = formatNote({ ...twice, signatures: [other!, ...twice.signatures] });
  expect((await ask(LOG.ask(20, 21, { note }))).status).toBe(200);
});

const MALFORMED: readonly [string, (body: string) => string][] = [
  ["nothing", () => ""],
  ["no old size", (body) => body.replace(/^old .*\n/, "")],
  ["a leading zero", (body) => body.replace("old 0", "old 00")],
  ["a negative size", (body) => body.replace("old 0", "old -1")],
  ["a size beyond numbers", (body) => body.replace("old 0", "old 9999999999999999")],
  ["a hash that is none", (body) => body.replace("old 0\n", "old 0\nAAAA\n")],
  ["64 hashes", (body) => body.replace("old 0\n", `old 0\n${`${"A".repeat(43)}=\n`.repeat(64)}`)],
  ["no empty line", (body) => body.replace("\n\n", "\n")],
  ["no signature", (body) => body.slice(0, body.lastIndexOf("—"))],
  ["no checkpoint in the note", (body) => body.replace("assay.example/log\n7\n", "assay.example/log\nseven\n")],
  ["an extension line", (body) => body.replace("\n\n—", "\nmore\n\n—")],
];

test("a malformed request is told from a refused one", async () => {
  const witness = await spawnWitness({ directory: makeTestDir(), logs: [LOG.key.verifierKey] });
  const body = await LOG.ask(0, 7);
  const statuses = MALFORMED.map(async ([name, change]) => [name, (await post(witness, change(body))).status]);
  expect(await Promise.all(statuses)).toEqual(MALFORMED.map(([name]) => [name, 400]));
  expect((await post(witness, body)).status).toBe(200);
});

test("other requests are refused, and none may be large or many", async () => {
  const witness = await spawnWitness({ directory: makeTestDir(), logs: [LOG.key.verifierKey] });
  const status = async (path: string, init?: RequestInit) => (await fetch(witness.url + path, init)).status;
  expect(await status("/")).toBe(404);
  expect(await status("/add-checkpoint")).toBe(405);
  expect(await status("/add-checkpoint", { method: "POST", body: "x".repeat(40_000) })).toBe(413);
  const many = await Promise.all(Array.from({ length: 120 }, () => post(witness, "")));
  expect(many.filter((answer) => answer.status === 429).length).toBeGreaterThanOrEqual(10);
  expect(many.filter((answer) => answer.status === 400).length).toBeGreaterThanOrEqual(50);
  expect(await witness.stop()).toBe(0);
});

test("a witness that is killed has not forgotten what it answered", async () => {
  const [directory, logs] = [makeTestDir(), [LOG.key.verifierKey]];
  let witness = await spawnWitness({ directory, logs });
  const { verifierKey } = witness;
  let answered = 0;
  for (let round = 0; round < 8; round += 1) {
    // Asked one after another until the kill comes between some request and its answer.
    const asking = (async (): Promise<void> => {
      for (let size = answered + 1; size <= 150; size += 1) {
        const { status } = await post(witness, await LOG.ask(size - 1, size)).catch(() => ({ status: 0 }));
        if (status !== 200) return;
        answered = size;
        if (size % 4 === round % 4) void witness.kill();
      }
    })();
    await asking;
    await witness.kill();
    witness = await spawnWitness({ directory, logs });
    expect(witness.verifierKey).toBe(verifierKey);
    const known = await post(witness, await LOG.ask(0, 200));
    if (known.status === 409) expect(Number(known.body)).toBeGreaterThanOrEqual(answered);
    else expect(answered).toBe(0);
    answered = Number(known.body);
    // It may have taken the one that was never answered, and nothing beyond it; a fork of what it knows is refused.
    expect((await post(witness, await FORK.ask(answered, 160))).status).toBe(422);
  }
  expect(answered).toBeGreaterThan(8);
});

test("key and state: made once, owner only, never without each other", async () => {
  const [directory, logs] = [makeTestDir(), [LOG.key.verifierKey]];
  const first = await spawnWitness({ directory, logs });
  await expect(spawnWitness({ directory, logs })).rejects.toThrow("another process works in");
  expect((await post(first, await LOG.ask(0, 5))).status).toBe(200);
  await first.stop();
  const [seed, state] = [join(directory, "witness.seed"), join(directory, "witness.json")];
  expect(statSync(seed).mode & 0o777).toBe(0o400);
  await expect(spawnWitness({ directory, logs, name: "witness.example/other" })).rejects.toThrow("is named");

  const kept = readFileSync(state);
  for (const damage of ["", "{}", kept.toString().slice(0, -10)]) {
    writeFileSync(state, damage);
    await expect(spawnWitness({ directory, logs })).rejects.toThrow("bring the file back");
  }
  rmSync(state);
  await expect(spawnWitness({ directory, logs })).rejects.toThrow("bring the file back");
  writeFileSync(state, kept);
  const again = await spawnWitness({ directory, logs });
  expect(again.verifierKey).toBe(first.verifierKey);
  expect(await post(again, await LOG.ask(0, 6))).toMatchObject({ status: 409, body: "5\n" });
  await again.stop();

  rmSync(seed, { force: true });
  await expect(spawnWitness({ directory, logs })).rejects.toThrow("witness.seed");
  expect(existsSync(seed)).toBe(false);
});
