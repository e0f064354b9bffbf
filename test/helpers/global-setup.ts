import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { isChromiumAvailable } from "./chromium.ts";
import { isPostgresAvailable, isPostgresWanted, startPostgres } from "./postgres.ts";
import { makeRunDir } from "./run-dir.ts";

/**
 * Starts what a whole run shares, and says in one line what this platform cannot run.
 *
 * @returns the teardown: stops the server, then removes the run's folder.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runDir = makeRunDir();
  project.provide("runDir", runDir);
  // Servers, workers and commands are started by the hundred: each would translate the same sources anew.
  process.env["NODE_COMPILE_CACHE"] = join(runDir, "compile-cache");
  if (isPostgresWanted() && !isPostgresAvailable()) sayMissing("PostgreSQL: no binary from npm");
  if (!isChromiumAvailable()) sayMissing("Chromium: none from npm, set CHROMIUM_PATH to one");
  const server =
    isPostgresWanted() && isPostgresAvailable()
      ? await startPostgres({ dir: join(runDir, "postgres"), removeDir: runDir })
      : null;
  project.provide("postgresUrl", server?.url ?? null);
  return async () => {
    await server?.stop();
    await rm(runDir, { recursive: true, force: true, maxRetries: 3 });
  };
}

function sayMissing(what: string): void {
  process.stderr.write(`\n!!! TESTS WILL BE SKIPPED on ${process.platform}-${process.arch}. ${what}\n\n`);
}
