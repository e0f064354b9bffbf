/** So much comes with opening a file; a smaller one is there at once. */
const HEAD_BYTES = 384 * 1024;

/** A file of evidence on its way into the page. */
export interface EvidenceFile {
  /** Bytes of the whole file. */
  readonly size: number;
  readonly mediaType: string;
  /** The beginning of the file; the whole of it when it is small. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** Bytes from `start` up to `end`, which is not among them. @throws FileFailure */
  readPart(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Fetches what is missing and hashes the whole, off the main thread. What was read in parts before is compared with
   * it: what was drawn is what was hashed.
   *
   * @param onChunk - hears of each piece after the head, in order. @param onProgress - bytes so far.
   * @throws FileFailure
   */
  readWhole(options: {
    onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
    onProgress: (bytes: number) => void;
  }): Promise<{ bytes: Uint8Array<ArrayBuffer>; isSound: boolean }>;
}

/** Why a file did not come: there is no network, the session ended, or the server refused. */
export class FileFailure extends Error {
  readonly reason: "offline" | "signed-out" | "refused";

  constructor(reason: FileFailure["reason"], options?: ErrorOptions) {
    super(`the file did not come: ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * Opens a file by its first bytes.
 *
 * @param sha256 - what the log says that the whole file hashes to.
 * @throws FileFailure
 */
export async function openEvidenceFile(path: string, sha256: string, signal: AbortSignal): Promise<EvidenceFile> {
  const get = (start: number, end: number | null): Promise<Response> => getRange(path, { start, end, signal });
  const opening = await get(0, HEAD_BYTES);
  const size = readSize(opening);
  const mediaType = opening.headers.get("content-type") ?? "";
  const head = await readBody(opening);
  const early: { start: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
  return {
    size,
    mediaType,
    head,
    async readPart(start, end) {
      const bytes = await readBody(await get(start, Math.min(end, size)));
      // The reader hands its bytes on; what is compared later has to stay.
      early.push({ start, bytes: bytes.slice() });
      return bytes;
    },
    async readWhole({ onChunk, onProgress }) {
      const bytes = new Uint8Array(size);
      bytes.set(head.subarray(0, size));
      let at = Math.min(head.length, size);
      if (at < size) {
        for await (const chunk of readChunks(await get(at, null))) {
          const fitting = chunk.slice(0, size - at);
          bytes.set(fitting, at);
          at += fitting.length;
          onChunk(fitting);
          onProgress(at);
        }
      }
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const isWhole = at === size && toHexText(digest) === sha256;
      const isSound =
        isWhole && early.every(({ start, bytes: part }) => part.every((byte, i) => byte === bytes[start + i]));
      early.length = 0;
      return { bytes, isSound };
    },
  };
}

async function getRange(
  path: string,
  { start, end, signal }: { start: number; end: number | null; signal: AbortSignal },
): Promise<Response> {
  const range = `bytes=${start}-${end === null ? "" : end - 1}`;
  let response: Response;
  try {
    response = await fetch(path, { headers: { Range: range }, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new FileFailure("offline", { cause: error });
  }
  if (response.ok) return response;
  throw new FileFailure(response.status === 401 ? "signed-out" : "refused");
}

async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new FileFailure("offline", { cause: error });
  }
}

async function* readChunks(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new FileFailure("offline", { cause: error });
    });
    if (done) return;
    yield value;
  }
}

function readSize(response: Response): number {
  const total = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  return Number(total ?? response.headers.get("content-length") ?? 0);
}

const toHexText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
