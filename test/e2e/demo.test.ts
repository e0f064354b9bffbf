import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ensureBuild } from "../helpers/ensure-build.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { once, until } from "../helpers/until.ts";

const ROOT = join(import.meta.dirname, "../..");
const dataDir = join(makeTestDir(), "data");

interface Demo {
  readonly child: ChildProcess;
  /** With the port that was free. */
  readonly origin: string;
  readonly said: () => string;
}

const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) await stop(child);
});

/** The group, since npm stands between us and the server. */
async function stop(child: ChildProcess): Promise<void> {
  running.delete(child);
  const closed = once(child, "close", { timeoutMs: 30_000, what: "the end of the demo" });
  process.kill(-child.pid!, "SIGINT");
  await closed;
}

async function start(): Promise<Demo> {
  // The runner's own mode is none of the demo's.
  const { NODE_ENV: _mode, ...inherited } = process.env;
  const added = { DATA_DIR: dataDir, PORT: "0", DATABASE_URL: "", PUBLIC_ORIGIN: "" };
  const environment = { ...inherited, ...added } as unknown as NodeJS.ProcessEnv;
  const child = spawn("npm", ["run", "demo"], { cwd: ROOT, env: environment, detached: true });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  child.once("close", () => running.delete(child));
  const origin = await until(
    () => {
      if (child.exitCode !== null) throw new Error(text);
      return /demo: ready/.test(text) ? /Assay demo: (\S+)/.exec(text)?.[1] : null;
    },
    { timeoutMs: 200_000, what: "the demo" },
  );
  return { child, origin, said: () => text };
}

async function signIn({ origin }: Demo, login: string, password: string): Promise<Response> {
  const address = origin.replace("localhost", "127.0.0.1");
  return fetch(`${address}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ login, password }),
    headers: { Origin: origin },
    redirect: "manual",
  });
}

test("npm run demo fills an empty folder, lets every role in, and keeps everything", { timeout: 400_000 }, async () => {
  await ensureBuild();
  const first = await start();
  expect(first.said()).toContain("final scores");
  const address = first.origin.replace("localhost", "127.0.0.1");
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  const path = join(dataDir, "demo-accounts.json");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const kept = readFileSync(path, "utf8");
  const accounts = JSON.parse(kept) as Record<string, { role: string; name: string; password: string }>;
  const byRole = new Map(Object.entries(accounts).map(([login, account]) => [account.role, { login, ...account }]));
  expect(byRole.size).toBe(10);
  for (const { login, password } of byRole.values()) {
    const answer = await signIn(first, login, password);
    expect(answer.status, login).toBe(302);
    expect(answer.headers.get("Set-Cookie"), login).toMatch(/^\S+=/);
  }
  const { login, password } = byRole.get("expert")!;
  expect((await signIn(first, login, `${password}x`)).status).toBe(422);
  const size = await readLogSize(address);
  expect(size).toBeGreaterThan(4_000);
  await until(() => readWitnessLines(address).then((lines) => lines.length === 1), { what: "the witness" });
  await stop(first.child);

  const second = await start();
  expect(second.said()).not.toContain("final scores");
  expect(second.said()).toContain(accounts["expert-2c"]!.password);
  expect(readFileSync(path, "utf8")).toBe(kept);
  expect((await signIn(second, login, password)).status).toBe(302);
  const secondAddress = second.origin.replace("localhost", "127.0.0.1");
  expect(await readLogSize(secondAddress)).toBeGreaterThanOrEqual(size);
  // The same witness looks after it; it has seen the log before.
  await until(() => readWitnessLines(secondAddress).then((lines) => lines.length === 1), { what: "the witness" });
});

async function readWitnessLines(address: string): Promise<string[]> {
  const note = await (await fetch(`${address}/log/checkpoint`)).text();
  return note.split("\n").filter((line) => line.startsWith("— localhost/witness "));
}

/** Second line of the signed checkpoint. */
async function readLogSize(address: string): Promise<number> {
  const note = await (await fetch(`${address}/log/checkpoint`)).text();
  return Number(note.split("\n")[1]);
}
