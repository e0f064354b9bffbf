import { createHash, randomUUID } from "node:crypto";
import { createReadStream, type BigIntStats } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { syncFolder } from "../sync-folder.ts";
import type { ByteRange, ContentStore, OpenedContent } from "./content-store.ts";

interface Written {
  readonly sha256: string;
  readonly size: number;
}

/** Half-written contents, on the disk of the whole ones so that they can be moved. */
const INCOMING = ".incoming";

/** Keeps contents as files `ab/cdef…` below a directory, which is made when it is first needed. */
export function createContentStore(directory: string): ContentStore {
  return new DiskContentStore(directory);
}

/** Takes away what a process that died had half written. Nobody may be putting anything. */
export async function clearIncoming(directory: string): Promise<void> {
  await rm(join(directory, INCOMING), { recursive: true, force: true });
}

class DiskContentStore implements ContentStore {
  readonly #directory: string;
  /** What a file looked like when its bytes were hashed and right, by hash. */
  readonly #sound = new Map<string, string>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  async put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Written> {
    if (content instanceof Uint8Array) {
      const sha256 = createHash("sha256").update(content).digest("hex");
      if ((await this.verify(sha256)) === "sound") return { sha256, size: content.length };
    }
    const incoming = join(this.#directory, INCOMING);
    const temporary = join(incoming, randomUUID());
    try {
      await mkdir(incoming, { recursive: true });
      const written = await writeHashed(temporary, content instanceof Uint8Array ? [content] : content);
      // Damaged bytes are written anew: the sender has just shown the right ones.
      if ((await this.verify(written.sha256)) === "sound") await unlink(temporary);
      else await moveDurably(temporary, this.#toPath(written.sha256)!);
      return written;
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw new Error(`write content to ${this.#directory}`, { cause: error });
    }
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    const path = this.#toPath(sha256);
    if (path === null) return null;
    const bytes = await readFile(path).catch((error: unknown) => orMissing(error, sha256));
    if (bytes === null) return null;
    if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw damaged(sha256);
    return new Uint8Array(bytes);
  }

  async size(sha256: string): Promise<number | null> {
    const found = await this.#stat(sha256);
    return found === null ? null : Number(found.size);
  }

  async openRange(sha256: string, range?: ByteRange): Promise<OpenedContent | null> {
    const found = await this.#stat(sha256);
    if (found === null) return null;
    if (this.#sound.get(sha256) !== toMark(found) && (await this.verify(sha256)) === "damaged") throw damaged(sha256);
    const size = Number(found.size);
    const { start, end } = range ?? { start: 0, end: size };
    const last = Math.min(end, size) - 1;
    if (size === 0 && range === undefined) return { size, stream: new Blob([]).stream() };
    if (start < 0 || start > last) throw new RangeError(`open content ${sha256}: no byte of ${size} in the range`);
    const file = createReadStream(this.#toPath(sha256)!, { start, end: last });
    return { size, stream: Readable.toWeb(file) as unknown as ReadableStream<Uint8Array> };
  }

  async verify(sha256: string): Promise<"sound" | "missing" | "damaged"> {
    const before = await this.#stat(sha256);
    const measured = before === null ? null : await this.measure(sha256);
    if (before === null || measured === null) return "missing";
    if (measured.sha256 !== sha256) return "damaged";
    this.#sound.set(sha256, toMark(before));
    return "sound";
  }

  async measure(sha256: string): Promise<{ sha256: string; bytes: number } | null> {
    const path = this.#toPath(sha256);
    if (path === null) return null;
    const hash = createHash("sha256");
    let bytes = 0;
    try {
      for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        bytes += chunk.length;
      }
    } catch (error) {
      return orMissing(error, sha256);
    }
    return { sha256: hash.digest("hex"), bytes };
  }

  // The pattern also keeps a hash that somebody sent from naming a path of its own.
  #toPath(sha256: string): string | null {
    return /^[0-9a-f]{64}$/.test(sha256) ? join(this.#directory, sha256.slice(0, 2), sha256.slice(2)) : null;
  }

  async #stat(sha256: string): Promise<BigIntStats | null> {
    const path = this.#toPath(sha256);
    return path === null ? null : stat(path, { bigint: true }).catch((error: unknown) => orMissing(error, sha256));
  }
}

const damaged = (sha256: string): Error => new Error(`content ${sha256} is damaged: restore it from a backup`);

const toMark = ({ size, mtimeNs, ino }: BigIntStats): string => `${size}/${mtimeNs}/${ino}`;

function orMissing(error: unknown, sha256: string): null {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw new Error(`read content ${sha256}`, { cause: error });
}

/** Writes and hashes in one pass; on return the bytes are on disk. */
async function writeHashed(path: string, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Written> {
  const hash = createHash("sha256");
  let size = 0;
  const file = await open(path, "wx");
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      await writeAll(file, chunk);
      size += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), size };
}

/** A disk that is almost full takes a part and says so only at the next write. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
}

async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  await mkdir(folder, { recursive: true });
  await rename(from, to);
  // The name is safe only when the folder, and the folder's own name, are on disk too.
  await syncFolder(folder);
  await syncFolder(dirname(folder));
}
