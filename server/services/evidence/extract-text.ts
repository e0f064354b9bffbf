import { Worker } from "node:worker_threads";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import type { FileClaim } from "../../domain/evidence/file-claim.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defaultFileLimits, type FileLimits } from "./evidence-limits.ts";
import type { ExtractAnswer, ExtractRequest, ReadDocument } from "./extract-worker.ts";

/** What one document may be, and what reading it may cost. */
export interface ExtractLimits extends FileLimits {
  readonly timeoutMs: number;
  /** Heap and buffers of the worker together. */
  readonly memoryBytesMax: number;
}

/** Reads documents one after the other, in the order of the calls, in one worker that stays warm. */
export interface TextExtractor {
  /**
   * Gives the text of a document of any format that is taken; the bytes decide which one it is, and are copied.
   *
   * @param claim - name and type as they were sent; what contradicts the bytes is refused. Left out: no claim.
   * @returns empty text and no blocks for a scan without a text layer; `format` is always there.
   * @throws Refusal `evidence.…` (see app/i18n for each of them) when the file is not taken; the extractor works on.
   */
  extract(bytes: Uint8Array, claim?: FileClaim): Promise<Extraction>;
  /** The same with everything that was found; see `extract`. */
  read(bytes: Uint8Array, claim?: FileClaim): Promise<ReadDocument>;
  /** Stops the worker; what still waits fails. */
  close(): Promise<void>;
}

const defaultLimits: ExtractLimits = {
  ...defaultFileLimits,
  timeoutMs: 20_000,
  memoryBytesMax: 512 * 1024 * 1024,
};
/** Buffers lie outside the heap that V8 limits, so somebody has to look. */
const memoryCheckMs = 100;

/** Limits, and whom signatures have to lead to. */
export interface ExtractorOptions extends Partial<ExtractLimits> {
  /** DER of the root certificates that this installation trusts, see `readTrustRoots`. Left out: none. */
  readonly trustRoots?: readonly Uint8Array[];
}

/** Makes an extractor; its worker starts with the first document and again after one that had to be stopped. */
export function createTextExtractor({ trustRoots: roots = [], ...options }: ExtractorOptions = {}): TextExtractor {
  const limits = { ...defaultLimits, ...options };
  let worker: Worker | null = null;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();

  const extractNext = async (bytes: Uint8Array, claim: FileClaim | null): Promise<ReadDocument> => {
    if (closed) throw new Error("extract text: the extractor is closed");
    worker ??= startWorker(limits.memoryBytesMax);
    const current = worker;
    try {
      const answer = await askWorker(current, { bytes, claim, limits, trust: { roots, now: new Date() } }, limits);
      if ("read" in answer) return answer.read;
      throw new Refusal(answer.code, answer.details);
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
      worker = null;
      await current.terminate();
      throw error.reason;
    }
  };

  const read = async (bytes: Uint8Array, claim?: FileClaim): Promise<ReadDocument> => {
    const { bytesMax } = limits;
    if (bytes.length > bytesMax) throw new Refusal("evidence.too-large", { bytes: bytes.length, bytesMax });
    const result = queue.then(() => extractNext(bytes, claim ?? null));
    // The next document waits for this one, whatever becomes of it.
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    read,
    extract: async (bytes, claim) => (await read(bytes, claim)).extraction,
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}

/** Reads one document in a worker of its own; see `TextExtractor` for result and refusals. */
export async function readAlone(bytes: Uint8Array, options: Partial<ExtractLimits> = {}): Promise<ReadDocument> {
  const extractor = createTextExtractor(options);
  try {
    return await extractor.read(bytes);
  } finally {
    await extractor.close();
  }
}

/** The worker can no longer be used; `reason` is for the caller. */
class WorkerLost extends Error {
  readonly reason: Error;

  constructor(reason: Error) {
    super("the worker is lost");
    this.reason = reason;
  }
}

function startWorker(memoryBytesMax: number): Worker {
  const worker = new Worker(new URL("./extract-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memoryBytesMax / 2 ** 20) },
    // The worker needs nothing of the environment, and what libraries print there helps nobody.
    env: {},
    stdout: true,
    stderr: true,
  });
  worker.unref();
  return worker;
}

async function askWorker(worker: Worker, request: ExtractRequest, limits: ExtractLimits): Promise<ExtractAnswer> {
  let resolve!: (answer: ExtractAnswer) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<ExtractAnswer>((...settle) => ([resolve, reject] = settle));
  const lose = (reason: Error): void => reject(new WorkerLost(reason));
  const { timeoutMs, memoryBytesMax } = limits;
  const onError = (error: Error & { code?: string }): void => {
    const full = error.code === "ERR_WORKER_OUT_OF_MEMORY";
    lose(full ? new Refusal("evidence.memory-exceeded", { memoryBytesMax }) : error);
  };
  const onExit = (code: number): void => lose(new Error(`extract text: the worker stopped with ${code}`));
  const timer = setTimeout(() => lose(new Refusal("evidence.time-exceeded", { timeoutMs })), timeoutMs);
  const checkMemory = async (): Promise<void> => {
    const heap = await worker.getHeapStatistics();
    const used = heap.used_heap_size + heap.external_memory;
    if (used > memoryBytesMax) lose(new Refusal("evidence.memory-exceeded", { memoryBytesMax }));
  };
  // A worker that has just ended has no statistics; its end is reported by itself.
  const watch = setInterval(() => void checkMemory().catch(() => undefined), memoryCheckMs);
  worker.once("message", resolve).once("error", onError).once("exit", onExit);
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    worker.off("message", resolve).off("error", onError).off("exit", onExit);
  }
}
