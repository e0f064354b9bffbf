import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { until } from "./until.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = [
  "app",
  "server/domain",
  "public",
  "remix.config.js",
  "vite.config.ts",
  "precompress.ts",
  "package-lock.json",
];

export const BUILD_DIR = join(ROOT, "build");
/** Holds when the build was started, so that a file saved meanwhile counts as newer. */
const STAMP = join(BUILD_DIR, "started-at");

/**
 * Builds the pages when there is no build, or when it is older than what it is made of.
 *
 * Once for a run: the first file to ask builds, the others wait for it.
 */
export async function ensureBuild(): Promise<void> {
  const lock = join(inject("runDir"), "build-lock");
  const done = join(inject("runDir"), "build-done");
  const failed = join(inject("runDir"), "build-failed");
  try {
    await mkdir(lock);
  } catch {
    const ended = async () => (await exists(done)) || (await exists(failed));
    await until(ended, { timeoutMs: 110_000, what: "the build of the pages" });
    if (await exists(failed)) throw new Error("the pages could not be built; see the first test that needed them");
    return;
  }
  try {
    if (await isStale()) await build();
    await writeFile(done, "");
  } catch (error) {
    await writeFile(failed, "");
    throw error;
  }
}

async function build(): Promise<void> {
  const startedAt = String(Date.now());
  await rm(STAMP, { force: true });
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  const options = { cwd: ROOT, env: { ...process.env, NODE_ENV: "production" as const } };
  await promisify(execFile)(process.execPath, [vite, "build"], options);
  await promisify(execFile)(process.execPath, [vite, "build", "--ssr"], options);
  await writeFile(STAMP, startedAt);
}

async function isStale(): Promise<boolean> {
  if (!(await exists(STAMP)) || !(await exists(join(BUILD_DIR, "server", "index.js")))) return true;
  const startedMs = Number(await readFile(STAMP, "utf8"));
  for (const source of SOURCES) if ((await findNewestMs(join(ROOT, source))) >= startedMs) return true;
  return false;
}

/** Folders count as well: removing a file changes its folder only. */
async function findNewestMs(path: string): Promise<number> {
  const stats = await stat(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const names = await readdir(path, { recursive: true });
  const times = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mtimeMs));
  return Math.max(stats.mtimeMs, ...times);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
