import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { buildPages } from "../../server/cli/build-pages.ts";
import { until } from "./until.ts";

/** Builds stale pages, once for a run: the first file to ask builds, the others wait for it. */
export async function ensureBuild(): Promise<void> {
  const lock = join(inject("runDir"), "build-lock");
  const done = join(inject("runDir"), "build-done");
  const failed = join(inject("runDir"), "build-failed");
  try {
    await mkdir(lock);
  } catch {
    const ended = () => existsSync(done) || existsSync(failed);
    await until(ended, { timeoutMs: 110_000, what: "the build of the pages" });
    if (existsSync(failed)) throw new Error("the pages could not be built; see the first test that needed them");
    return;
  }
  try {
    await buildPages({ environment: { ...process.env, NODE_ENV: "production" } });
    await writeFile(done, "");
  } catch (error) {
    await writeFile(failed, "");
    throw error;
  }
}
