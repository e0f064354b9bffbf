import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "./input-error.ts";

const ROOT = join(import.meta.dirname, "..", "..");
export const BUILD_DIR = join(ROOT, "build");
/** Holds when the build was started, so that a file saved meanwhile counts as newer. */
const STAMP = join(BUILD_DIR, "started-at");
const SOURCES = [
  "app",
  "server/domain",
  "public",
  "remix.config.js",
  "vite.config.ts",
  "precompress.ts",
  "pdfjs-files.ts",
  "build-verifier.ts",
  "build-offline.ts",
  "bundle-script.ts",
  "package-lock.json",
];
/** Lines of a failed build that are shown. */
const SHOWN_LINES = 20;

interface BuildOptions {
  /** Called when there is something to build. */
  readonly onStart?: () => void;
  /** The builder's variables; this process's own when left out. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Builds the pages when there is no build, or when it is older than what it is made of.
 *
 * @returns whether anything was built.
 * @throws InputError with the end of the builder's output when it fails.
 */
export async function buildPages({ onStart, environment }: BuildOptions = {}): Promise<boolean> {
  if (!(await isStale())) return false;
  onStart?.();
  const startedAt = String(Date.now());
  await rm(STAMP, { force: true });
  await runVite(["build"], environment);
  await runVite(["build", "--ssr"], environment);
  await writeFile(STAMP, startedAt);
  return true;
}

async function runVite(words: readonly string[], env?: NodeJS.ProcessEnv): Promise<void> {
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  const child = spawn(process.execPath, [vite, ...words], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new InputError(["the pages could not be built", ...said.trim().split("\n").slice(-SHOWN_LINES)]);
}

async function isStale(): Promise<boolean> {
  if (!existsSync(STAMP) || !existsSync(join(BUILD_DIR, "server", "index.js"))) return true;
  const startedMs = Number(await readFile(STAMP, "utf8"));
  const changed = await Promise.all(SOURCES.map((source) => findNewestMs(join(ROOT, source))));
  return Math.max(...changed) >= startedMs;
}

/** Folders count as well: removing a file changes its folder only. */
async function findNewestMs(path: string): Promise<number> {
  const stats = await stat(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const names = await readdir(path, { recursive: true });
  const times = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mtimeMs));
  return Math.max(stats.mtimeMs, ...times);
}
