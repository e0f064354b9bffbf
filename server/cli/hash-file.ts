import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Hash of a file's bytes, lower-case hexadecimal. */
export function hashFile(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
