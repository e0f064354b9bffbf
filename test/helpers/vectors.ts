import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const VECTORS_DIR = process.env["ASSAY_VECTORS"] || join(ROOT, "..", "shared", "vectors");
const REFERENCE_DIR = process.env["ASSAY_REFERENCE"] || join(ROOT, "..", "shared", "reference");

/**
 * Reads a file of test vectors that does not ship with the repository; `ASSAY_VECTORS` names its folder.
 *
 * Whoever calls this registers its tests only when there is an answer: a machine without the file runs
 * all its tests, none is skipped, and one line on the console says what was left out.
 *
 * @param groups - tests and describes that need it.
 * @returns the parsed JSON, or `null` when the file is absent.
 */
export function readVectors<T>(name: string, groups = 1): T | null {
  return readJson<T>(join(VECTORS_DIR, name), groups);
}

/** The same for a file of the reference data; `ASSAY_REFERENCE` names its folder. */
export function readReference<T>(name: string, groups = 1): T | null {
  return readJson<T>(join(REFERENCE_DIR, name), groups);
}

function readJson<T>(path: string, groups: number): T | null {
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as T;
  process.stderr.write(`${path} is absent: ${groups} group(s) of tests left out\n`);
  return null;
}
