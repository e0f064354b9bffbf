import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../sync-folder.ts";

/** Keeps byte strings under the SHA-256 of their content; what is put once never changes. */
export interface ContentStore {
  /**
   * Keeps the bytes; on return they are on disk. Putting the same bytes again, also at the same time, changes nothing.
   *
   * @returns the hash in lower-case hexadecimal, and the number of bytes.
   */
  put(bytes: Uint8Array): Promise<{ sha256: string; size: number }>;
  /**
   * Gives the bytes, hashed again on the way.
   *
   * @returns null when nothing is kept under this hash, or the text is no SHA-256.
   * @throws Error when the kept bytes no longer have this hash.
   */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Says whether the bytes are there and sound, without handing them out. */
  verify(sha256: string): Promise<"sound" | "missing" | "damaged">;
  /** Hash and length of what is kept in the place of this hash, also when it is damaged; null when nothing is. */
  measure(sha256: string): Promise<{ sha256: string; bytes: number } | null>;
}

/** Keeps contents as files `ab/cdef…` below a directory, which is made when it is first needed. */
export function createContentStore(directory: string): ContentStore {
  // The pattern also keeps a hash that somebody sent from naming a path of its own.
  const toPath = (sha256: string): string | null =>
    /^[0-9a-f]{64}$/.test(sha256) ? join(directory, sha256.slice(0, 2), sha256.slice(2)) : null;

  const read = async (sha256: string): Promise<{ bytes: Uint8Array; sound: boolean } | null> => {
    const path = toPath(sha256);
    if (!path) return null;
    try {
      const bytes = new Uint8Array(await readFile(path));
      return { bytes, sound: hash(bytes) === sha256 };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw new Error(`read content ${sha256}`, { cause: error });
    }
  };

  return {
    async put(bytes) {
      const sha256 = hash(bytes);
      // Damaged bytes are written anew: the sender has just shown the right ones.
      if (!(await read(sha256))?.sound) await writeDurably(toPath(sha256)!, bytes);
      return { sha256, size: bytes.length };
    },
    async get(sha256) {
      const found = await read(sha256);
      if (found && !found.sound) throw new Error(`content ${sha256} is damaged: restore it from a backup`);
      return found?.bytes ?? null;
    },
    async verify(sha256) {
      const found = await read(sha256);
      if (!found) return "missing";
      return found.sound ? "sound" : "damaged";
    },
    async measure(sha256) {
      const found = await read(sha256);
      return found && { sha256: hash(found.bytes), bytes: found.bytes.length };
    },
  };
}

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A crash leaves the whole file, or a stray temporary one that nobody reads. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}`);
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw new Error(`write content to ${folder}`, { cause: error });
  }
  // The name is safe only when the folder, and the folder's own name, are on disk too.
  await syncFolder(folder);
  await syncFolder(dirname(folder));
}
