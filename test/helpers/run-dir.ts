import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { scaled } from "../scale.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of this test run: whatever lies in it is gone when the run ends. */
    runDir: string;
    /** The run's PostgreSQL server, or null when `DIALECTS` leaves it out or the platform has no binary. */
    postgresUrl: string | null;
  }
}

/**
 * Makes the folder of one test run, removed when the process that made it exits, however the tests ended.
 *
 * @returns absolute path; other users may pass through it (PostgreSQL refuses to run as root), not list it.
 */
export function makeRunDir(): string {
  const dir = mkdtempSync(join(scaled({ small: findMemoryFolder(), full: null }) ?? tmpdir(), "assay-test-"));
  chmodSync(dir, 0o711);
  process.on("exit", () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  return dir;
}

const MEMORY_FOLDER = "/dev/shm";
const MEMORY_BYTES = 12 * 1024 ** 3;

/**
 * Where a sync costs nothing: thousands of small databases spend a third of a run waiting for a disk that none of them
 * outlives. The full counts run on the disk.
 *
 * @returns null where there is no such folder, or too little room in it.
 */
function findMemoryFolder(): string | null {
  try {
    accessSync(MEMORY_FOLDER, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    return bavail * bsize >= MEMORY_BYTES ? MEMORY_FOLDER : null;
  } catch {
    return null;
  }
}

/** A new empty folder inside the run's folder, for one test; nobody has to remove it. */
export function makeTestDir(): string {
  return mkdtempSync(join(inject("runDir"), "test-"));
}
