import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { InputError } from "./input-error.ts";

/**
 * Hashes of the files in a folder and below it that are named by a hash, by that name: `<64 hex digits>`, or the first
 * two of them as a folder. Other files are passed over.
 *
 * @throws InputError when the folder cannot be read.
 */
export async function hashFolder(folder: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const name = [entry.name, basename(entry.parentPath) + entry.name].find((one) => /^[0-9a-f]{64}$/.test(one));
      if (name !== undefined) hashes.set(name, await hashStream(join(entry.parentPath, entry.name)));
    }
  } catch (error) {
    throw new InputError([`${folder}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  return hashes;
}

async function hashStream(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
