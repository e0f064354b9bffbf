import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { makeTestDir } from "../helpers/run-dir.ts";
import { once } from "../helpers/until.ts";
import { listKept, makeFile, makeUploadRound, sendFile, signIn } from "./make-upload-round.ts";
import { startUploadServer } from "./start-upload-server.ts";

const CHUNK = 4_096;

/** The server for files in a process of its own. */
async function spawnWorker(dataDir: string, port: number): Promise<{ child: ChildProcess; port: number }> {
  const script = join(import.meta.dirname, "upload-worker.ts");
  const child = spawn(process.execPath, [script, dataDir, String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, "line", { timeoutMs: 60_000, what: "the worker's port" });
  return { child, port: Number(line) };
}

test("a server that is killed while files are sent goes on with them, and keeps nothing broken", async () => {
  const dataDir = makeTestDir();
  const first = await startUploadServer(dataDir);
  const round = await makeUploadRound(first);
  const hue = await signIn(first, round.agencies[0]);
  await first.close();

  let worker = await spawnWorker(dataDir, 0);
  const address = `http://127.0.0.1:${worker.port}`;
  const files = [await makeFile(1), await makeFile(2)];
  let kills = 0;
  let restarting: Promise<void> = Promise.resolve();
  const strike = (sent: number, size: number): void => {
    // Twice, somewhere in the middle of a file.
    if (kills >= 2 || sent < (size * (kills + 1)) / 3) return;
    kills += 1;
    const { child } = worker;
    restarting = restarting.then(async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      worker = await spawnWorker(dataDir, worker.port);
    });
  };
  const urls = await Promise.all(
    files.map((bytes) =>
      sendFile(address, hue, { bytes, chunkSize: CHUNK, onProgress: (sent) => strike(sent, bytes.length) }),
    ),
  );
  await restarting;
  expect(kills).toBe(2);
  worker.child.kill("SIGKILL");
  if (worker.child.signalCode === null) await once(worker.child, "exit");

  // Whatever had been read when the last one died: a start takes it up.
  const last = await startUploadServer(dataDir);
  onTestFinished(() => last.close());
  await last.uploads.idle();
  const hashes = files.map((bytes) => createHash("sha256").update(bytes).digest("hex"));
  for (const [place, url] of urls.entries()) {
    const sha256 = hashes[place] as string;
    expect(await last.uploads.find(url.split("/").at(-1) as string)).toMatchObject({ state: "stored", sha256 });
    expect(await last.services.content.verify(sha256)).toBe("sound");
  }
  expect(await readdir(last.uploads.directory)).toEqual([]);
  // Nothing half-written either.
  expect(await listKept(dataDir)).toEqual(hashes.sort());
}, 120_000);
