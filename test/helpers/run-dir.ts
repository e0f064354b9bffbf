import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";

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
  const dir = mkdtempSync(join(tmpdir(), "assay-test-"));
  chmodSync(dir, 0o711);
  process.on("exit", () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  return dir;
}

/** A new empty folder inside the run's folder, for one test; nobody has to remove it. */
export function makeTestDir(): string {
  return mkdtempSync(join(inject("runDir"), "test-"));
}
