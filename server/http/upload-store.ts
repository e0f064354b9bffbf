import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { Upload } from "@tus/server";
import type { Uploads } from "../services/uploads/uploads.ts";

/** An error as the tus server answers it. */
export class TusError extends Error {
  // The library's own names.
  readonly status_code: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(body);
    this.status_code = status;
    this.body = body;
  }
}

/** As every refusal is answered. */
export const FULL = JSON.stringify({ refusal: { code: "storage.full", details: {} } });

/** The disk, or what of it may be used, is full. */
const FULL_CODES: ReadonlySet<string | undefined> = new Set(["ENOSPC", "EDQUOT"]);

/**
 * The bytes of uploads as the tus server sees them. What an upload is stands in its row: no file beside the bytes
 * says anything, and a name on the disk is never a browser's.
 */
export class UploadStore extends FileStore {
  readonly #uploads: Uploads;

  constructor(uploads: Uploads) {
    const configstore = {
      get: async (id: string) => {
        const row = await uploads.find(id);
        return row === null ? undefined : new Upload({ id, size: row.byte_count, offset: 0 });
      },
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    };
    super({ directory: uploads.directory, configstore });
    this.#uploads = uploads;
    this.extensions = ["creation", "termination"];
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      return await super.create(upload);
    } catch (error) {
      await this.#uploads.remove(upload.id);
      throw toTusError(error);
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#uploads.find(id);
    if (row === null) throw new TusError(404, "");
    const received = row.state === "receiving" ? await countBytes(join(this.directory, id)) : row.byte_count;
    if (received === null) throw new TusError(410, "");
    return new Upload({ id, size: row.byte_count, offset: received });
  }

  /** What was written before the line or the disk failed stands: the sender goes on behind it. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(join(this.directory, id), { flags: "r+", start: offset, flush: true });
    try {
      await pipeline(readable, file);
    } catch (error) {
      throw toTusError(error);
    }
    return offset + file.bytesWritten;
  }

  override async remove(id: string): Promise<void> {
    await rm(join(this.directory, id), { force: true });
    await this.#uploads.remove(id);
  }
}

function toTusError(error: unknown): unknown {
  return FULL_CODES.has((error as NodeJS.ErrnoException).code) ? new TusError(507, FULL) : error;
}

async function countBytes(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
