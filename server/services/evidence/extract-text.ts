import { Worker } from "node:worker_threads";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import type { FileClaim } from "../../domain/evidence/file-claim.ts";
import { Refusal } from "../../domain/refusal.ts";
import { makeInTurn } from "../in-turn.ts";
import { defaultFileLimits, type FileLimits } from "./evidence-limits.ts";
import type { DrawRequest, ExtractAnswer, ExtractRequest, ReadDocument } from "./extract-worker.ts";
import { type PagePicture, readScans } from "./read-scans.ts";
import type { ScanReader } from "./scan-reader.ts";

/** What one document may be, and what reading it may cost. */
export interface ExtractLimits extends FileLimits {
  /** Processor time of the worker: what a file costs, however busy the machine is with other things. */
  readonly cpuMsMax: number;
  /** Time on the wall: for a worker that waits, or is in code that cannot be asked. */
  readonly timeoutMs: number;
  /** Heap and buffers of the worker together. */
  readonly memoryBytesMax: number;
}

/**
 * Reads documents in one worker that stays warm: one at a time, in the order of the calls. The worker goes on to the
 * next document while the program that reads scans has the pages of one; that one, too, has one document at a time.
 */
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
  cpuMsMax: 20_000,
  timeoutMs: 180_000,
  memoryBytesMax: 512 * 1024 * 1024,
};
/** Of one page: a scan takes a second. */
const DRAW_LIMITS = { cpuMsMax: 10_000, timeoutMs: 60_000 } as const;
/** Buffers lie outside the heap that V8 limits, and nothing limits processor time, so somebody has to look. */
const checkMs = 100;

/** Limits, and whom signatures have to lead to. */
export interface ExtractorOptions extends Partial<ExtractLimits> {
  /** DER of the root certificates that this installation trusts, see `readTrustRoots`. Left out: none. */
  readonly trustRoots?: readonly Uint8Array[];
  /** Reads pages that are pictures. Left out: they stay scans. */
  readonly scanReader?: ScanReader;
}

/** Makes an extractor; its worker starts with the first document and again after one that had to be stopped. */
export function createTextExtractor(given: ExtractorOptions = {}): TextExtractor {
  const { trustRoots: roots = [], scanReader = null, ...options } = given;
  const limits = { ...defaultLimits, ...options };
  let worker: Worker | null = null;
  let closed = false;
  const [askInTurn, scanInTurn] = [makeInTurn(), makeInTurn()];

  const askNow = async (request: ExtractRequest | DrawRequest, most: ExtractLimits): Promise<ExtractAnswer> => {
    if (closed) throw new Error("extract text: the extractor is closed");
    worker ??= startWorker(limits.memoryBytesMax);
    const current = worker;
    try {
      return await askWorker(current, request, most);
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
      worker = null;
      await current.terminate();
      throw error.reason;
    }
  };

  const ask: typeof askNow = (request, most) => askInTurn(() => askNow(request, most));

  const readNext = async (bytes: Uint8Array, claim: FileClaim | null): Promise<ReadDocument> => {
    const answer = await ask({ bytes, claim, limits, trust: { roots, now: new Date() } }, limits);
    if ("code" in answer) throw new Refusal(answer.code, answer.details);
    if (!("read" in answer)) throw new Error("extract text: another question was answered");
    const { extraction, signatures } = answer.read;
    const hasScans = extraction.pages?.some(({ kind }) => kind === "scan") === true;
    if (scanReader === null || !hasScans) return answer.read;
    const { format } = extraction;
    const drawLimits = { ...limits, ...DRAW_LIMITS };
    const pictures = makePictures(bytes, extraction, (page) => ask({ bytes, drawPage: page }, drawLimits));
    const read = await scanInTurn(() => readScans(extraction, scanReader, pictures));
    return { signatures, extraction: { ...read, format } };
  };

  const read = async (bytes: Uint8Array, claim?: FileClaim): Promise<ReadDocument> => {
    const { bytesMax } = limits;
    if (bytes.length > bytesMax) throw new Refusal("evidence.too-large", { bytes: bytes.length, bytesMax });
    return readNext(bytes, claim ?? null);
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

/** Pages of a PDF are drawn; a picture is its own page. What cannot be drawn once is not tried again. */
function makePictures(
  bytes: Uint8Array,
  { format, pages: [first] = [] }: Extraction,
  draw: (page: number) => Promise<ExtractAnswer>,
): (page: number) => Promise<PagePicture | null> {
  const { width = 0, height = 0 } = first ?? {};
  if (format !== "pdf") return () => Promise.resolve({ bytes, width, height });
  let isDrawable = true;
  return async (page) => {
    const answer = isDrawable ? await draw(page).catch(() => null) : null;
    isDrawable = answer !== null && "drawn" in answer;
    return answer !== null && "drawn" in answer ? answer.drawn : null;
  };
}

async function askWorker(
  worker: Worker,
  request: ExtractRequest | DrawRequest,
  limits: ExtractLimits,
): Promise<ExtractAnswer> {
  let resolve!: (answer: ExtractAnswer) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<ExtractAnswer>((...settle) => ([resolve, reject] = settle));
  const lose = (reason: Error): void => reject(new WorkerLost(reason));
  const { cpuMsMax, timeoutMs, memoryBytesMax } = limits;
  const onError = (error: Error & { code?: string }): void => {
    const full = error.code === "ERR_WORKER_OUT_OF_MEMORY";
    lose(full ? new Refusal("evidence.memory-exceeded", { memoryBytesMax }) : error);
  };
  const onExit = (code: number): void => lose(new Error(`extract text: the worker stopped with ${code}`));
  const timer = setTimeout(() => lose(new Refusal("evidence.time-exceeded", { timeoutMs })), timeoutMs);
  // Taken with the first check: a worker that is only starting has no figures, and its start is not the file's cost.
  let start: NodeJS.CpuUsage | null = null;
  const check = async (): Promise<void> => {
    const heap = await worker.getHeapStatistics();
    const used = heap.used_heap_size + heap.external_memory;
    if (used > memoryBytesMax) lose(new Refusal("evidence.memory-exceeded", { memoryBytesMax }));
    start ??= await worker.cpuUsage();
    const { user, system } = await worker.cpuUsage(start);
    if ((user + system) / 1_000 > cpuMsMax) lose(new Refusal("evidence.time-exceeded", { cpuMsMax }));
  };
  // A worker that has just ended has no figures; its end is reported by itself.
  const watch = setInterval(() => void check().catch(() => undefined), checkMs);
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
